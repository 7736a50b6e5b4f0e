/** The played story: a visit, a torn one with its 补写 (make-up write) at another terminal, and a tear that had worked after all. */
import { formatYuan } from '../../../src/kernel/fen.ts';
import { TEST_PERSON, ZHANG } from '../../campus/fixtures.ts';
import { Narrator, type Print } from './narrator.ts';
import { cardOf, hundredYuan } from '../../kiosk/school.ts';
import { setStage, type Stage, type StageOptions } from './stage.ts';
import { Visitor } from './visitor.ts';

export interface StoryOptions extends StageOptions {
  readonly wire: boolean;
}

/** Plays it and gives the exit code: 0 when every fen ended where it should. */
export async function playStory(options: StoryOptions, print: Print): Promise<number> {
  const stage = await setStage(options);
  const narrator = new Narrator(print, stage.clock, options.wire);
  const { first, second, clock } = stage;
  narrator.follow(first, 'terminal A');
  narrator.follow(second, 'terminal B');
  narrator.say('Mains on at terminals A and B / 两台终端上电');
  first.switchOn();
  second.switchOn();
  const zhang = new Visitor(clock, cardOf(ZHANG, stage.random));
  const test = new Visitor(clock, cardOf(TEST_PERSON, stage.random));
  await zhang.sees(first, 'attract');
  await clock.run(3_000);
  await goodVisit(stage, narrator, zhang);
  await tornVisit(stage, narrator, test);
  await rewriteElsewhere(stage, narrator, test);
  await answerLost(stage, narrator, zhang);
  await clock.run(5_000);
  return closeBooks(stage, narrator, print, [zhang, test]);
}

async function goodVisit(stage: Stage, narrator: Narrator, zhang: Visitor): Promise<void> {
  const { first } = stage;
  narrator.say('1. 张小样 tops up with a 100-yuan note at terminal A / 张小样在终端 A 用 100 元纸币充值');
  await zhang.asksForTopUp(first, hundredYuan('NOTE0001'));
  await zhang.sees(first, 'result');
  zhang.presses(first, 'exit');
  await zhang.leaves(first);
}

async function tornVisit(stage: Stage, narrator: Narrator, person: Visitor): Promise<void> {
  const { first } = stage;
  narrator.say('2. Test Person pulls the card away before it hears the write / 写卡前卡片被拿走');
  person.pullsAt(first, 'command');
  await person.asksForTopUp(first, hundredYuan('NOTE0002'));
  await person.sees(first, 'torn-card');
  narrator.say('The card is not put back within 30 seconds / 30 秒内未放回');
  await person.sees(first, 'failure');
  person.presses(first, 'ok');
  await person.sees(first, 'attract');
}

async function rewriteElsewhere(stage: Stage, narrator: Narrator, person: Visitor): Promise<void> {
  const { second } = stage;
  narrator.say('3. The same card at terminal B: 补写 / 同一张卡在终端 B 补写');
  await person.lays(second);
  await person.sees(second, 'rewrite-offer');
  person.presses(second, 'rewrite');
  await person.sees(second, 'result');
  person.presses(second, 'ok');
  await person.leaves(second);
}

async function answerLost(stage: Stage, narrator: Narrator, zhang: Visitor): Promise<void> {
  const { first } = stage;
  narrator.say(
    '4. 张小样 again: the write works, its answer is lost, the card comes back in time / 已写入但应答丢失，及时放回',
  );
  zhang.pullsAt(first, 'answer');
  await zhang.asksForTopUp(first, hundredYuan('NOTE0003'));
  await zhang.sees(first, 'torn-card');
  await zhang.lays(first);
  await zhang.sees(first, 'result');
  zhang.presses(first, 'exit');
  await zhang.leaves(first);
}

/** Where the money is, by physical truth and by the server's books. */
function closeBooks(stage: Stage, narrator: Narrator, print: Print, people: readonly Visitor[]): number {
  const { campus, first, second } = stage;
  narrator.say('Where the money is / 钱在哪里');
  const boxes = [first, second].flatMap((kiosk) => kiosk.hardware.acceptor.box.notes);
  const taken = boxes.reduce((sum, note) => sum + note.value, 0);
  const loads = people.flatMap((person) => person.card.history.filter((entry) => entry.kind === 'load'));
  const loaded = loads.reduce((sum, load) => sum + load.amount, 0);
  print(`notes in the cash boxes: ${boxes.length}, ${formatYuan(taken as never)} yuan`);
  print(`loads that really happened on cards: ${loads.length}, ${formatYuan(loaded as never)} yuan`);
  for (const person of people) {
    const { applicationSerial } = person.card.personalisation;
    const booked = formatYuan(campus.ledgerBalance(applicationSerial));
    print(
      `card ${applicationSerial}: ${formatYuan(person.card.balance)} yuan on the card, ${booked} in the ledger`,
    );
  }
  const states = campus.statement().orders.map((order) => `${order.serial} ${order.state}`);
  for (const line of states) print(`order ${line}`);
  const balanced = taken === loaded && states.every((line) => line.endsWith('confirmed'));
  print(balanced ? 'Every fen is where it belongs.' : 'The books do not balance.');
  return balanced ? 0 : 1;
}
