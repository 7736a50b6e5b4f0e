/** The cards that lie ready at the bench: what each is for, and whose. Invented people of 示例大学 (domain.md §0.1). */
import type { Random } from '../../../src/kernel/random.ts';
import type { CampusAccount } from '../../campus/cards.ts';
import { EXPIRED, FOREIGN, LI, OUYANG, TEST_PERSON, WANG, ZHANG } from '../../campus/fixtures.ts';
import type { FieldCard } from '../../devices/card/field-card.ts';
import { UnknownClassicCard, UnknownIsoDepCard } from '../../devices/card/other-cards.ts';
import { PbocCard } from '../../devices/card/pboc-card.ts';
import { cardOf } from '../../kiosk/school.ts';
import type { CardView } from '../state.ts';

export interface BenchCard {
  readonly id: string;
  readonly kind: CardView['kind'];
  readonly label: CardView['label'];
  readonly holder: string;
  readonly card: FieldCard;
  /** Undefined for a card without a purse of this make. */
  readonly purse: PbocCard | undefined;
  /** Application serial; undefined without a purse. */
  readonly serial: string | undefined;
  /** True when the card centre of this school made it. */
  readonly ours: boolean;
}

interface PurseKind {
  readonly id: string;
  readonly kind: CardView['kind'];
  readonly account: CampusAccount;
  readonly zh: string;
  readonly en: string;
}

const PURSES: readonly PurseKind[] = [
  { id: 'zhang', kind: 'normal', account: ZHANG, zh: '张小样的卡', en: "Zhang Xiaoyang's card" },
  { id: 'test', kind: 'normal', account: TEST_PERSON, zh: 'Test Person 的卡', en: "Test Person's card" },
  { id: 'li', kind: 'lost', account: LI, zh: '李示例的卡（已挂失）', en: "Li Shili's card, reported lost" },
  {
    id: 'wang',
    kind: 'near-limit',
    account: WANG,
    zh: '王样本的卡（余额接近上限）',
    en: "Wang Yangben's card, near the limit",
  },
  {
    id: 'ouyang',
    kind: 'frozen',
    account: OUYANG,
    zh: '欧阳测试的卡（已冻结）',
    en: "Ouyang Ceshi's card, frozen",
  },
  { id: 'expired', kind: 'expired', account: EXPIRED, zh: '过有效期的卡', en: 'an expired card' },
  {
    id: 'other-school',
    kind: 'other-school',
    account: FOREIGN,
    zh: '外校的卡',
    en: 'a card of another school',
  },
];

/** Chip number of an ID card or bank card, 7 bytes, and of a door card, 4 bytes; both invented. */
const ISO_DEP_UID = '04D1E2F3A4B580';
const CLASSIC_UID = '5CA1AB1E';

/** As the card centre handed them out, in the order in which they lie on the bench. */
export function makeCards(random: Random): readonly BenchCard[] {
  const purses = PURSES.map(({ id, kind, account, zh, en }): BenchCard => {
    const purse = cardOf(account, random);
    const serial = account.card.applicationSerial;
    const ours = kind !== 'other-school';
    return { id, kind, label: { zh, en }, holder: account.holderName, card: purse, purse, serial, ours };
  });
  const unknown = { holder: '', purse: undefined, serial: undefined, ours: false };
  return [
    ...purses,
    {
      ...unknown,
      id: 'foreign',
      kind: 'foreign',
      label: { zh: '身份证或银行卡', en: 'an ID card or bank card' },
      card: new UnknownIsoDepCard(ISO_DEP_UID),
    },
    {
      ...unknown,
      id: 'classic',
      kind: 'classic',
      label: { zh: '门禁卡（M1）', en: 'a door card (MIFARE Classic)' },
      card: new UnknownClassicCard(CLASSIC_UID),
    },
  ];
}
