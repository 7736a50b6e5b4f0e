import { it } from 'vitest';
import { TEST_PERSON, ZHANG } from '../../simulator/campus/fixtures.ts';
import { Stand } from './stand.ts';
import { Holder } from './holder.ts';
it('dbg', async () => {
  const stand = await Stand.open();
    const copy = stand.clone(stand.a);
    copy.kiosk.switchOn();
    await stand.inService();
  const zhang = new Holder(stand.clock, stand.card(ZHANG));
  const test = new Holder(stand.clock, stand.card(TEST_PERSON));
    await zhang.visit(stand.a, { note: stand.note() });
  console.log(stand.campus.alarms());
    await test.visit(copy, { note: stand.note() });
  console.log(test.told, stand.types(copy), stand.types(stand.a), stand.campus.alarms());
  console.log(stand.facts(copy).map(f=>[f.sequence, f.hostSequence, f.fact.type, f.wallMs%1e6]), stand.facts(stand.a).map(f=>[f.sequence, f.hostSequence, f.fact.type, f.wallMs % 1e6]));
});
