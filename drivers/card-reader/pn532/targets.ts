/** The answer of InListPassiveTarget for type A cards (pn532.md §7): `NbTg { Tg SENS_RES(2) SEL_RES len NFCID [ATSlen ATS] }`. */

/** SEL_RES (SAK) bit 5: the card speaks ISO 14443-4. */
export const SAK_ISO_DEP = 0x20;

export interface Pn532Target {
  /** Logical number given by the chip, 1 or 2. */
  readonly number: number;
  /** ATQA as the chip sends it, high byte first. */
  readonly sensRes: number;
  /** SAK. */
  readonly selRes: number;
  readonly uid: Uint8Array;
  /** Answer to select without its length byte; empty for cards that are not ISO-DEP. */
  readonly ats: Uint8Array;
}

/** Reads what follows `4B`. `undefined` when it does not add up. */
export function parseTargets(data: Uint8Array): readonly Pn532Target[] | undefined {
  const count = data[0];
  if (count === undefined || count > 2) return undefined;
  const targets: Pn532Target[] = [];
  let at = 1;
  for (let index = 0; index < count; index += 1) {
    const selRes = data[at + 3] ?? 0;
    const uidLength = data[at + 4] ?? 0;
    const uid = data.subarray(at + 5, at + 5 + uidLength);
    if (uidLength === 0 || uid.length !== uidLength) return undefined;
    const number = data[at] ?? 0;
    const sensRes = (data[at + 1] ?? 0) * 256 + (data[at + 2] ?? 0);
    at += 5 + uidLength;
    // ATSlen counts itself and is there only for ISO-DEP cards
    const atsLength = (selRes & SAK_ISO_DEP) === 0 ? 0 : (data[at] ?? 0);
    const ats = data.subarray(at + 1, at + atsLength);
    if (atsLength > 0 && ats.length !== atsLength - 1) return undefined;
    at += atsLength;
    targets.push({ number, sensRes, selRes, uid, ats });
  }
  return targets;
}

/** The data behind `4B` for these cards, numbered as given. */
export function buildTargets(targets: readonly Pn532Target[]): Uint8Array {
  const bytes = [targets.length];
  for (const { number, sensRes, selRes, uid, ats } of targets) {
    bytes.push(number, sensRes >> 8, sensRes & 0xff, selRes, uid.length, ...uid);
    if ((selRes & SAK_ISO_DEP) !== 0) bytes.push(ats.length + 1, ...ats);
  }
  return Uint8Array.from(bytes);
}

/** UID as initiator data of a reselect: a 7-byte UID takes the cascade tag 88 in front. */
export function selectionData(uid: Uint8Array): Uint8Array {
  return uid.length === 7 ? Uint8Array.of(0x88, ...uid) : uid;
}
