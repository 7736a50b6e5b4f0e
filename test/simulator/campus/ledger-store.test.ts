import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFileLedger } from '../../../simulator/campus/file-ledger.ts';
import { ZHANG } from '../../../simulator/campus/fixtures.ts';
import { LedgerStore } from '../../../simulator/campus/ledger-store.ts';
import { CardModel } from './card-model.ts';
import { openSchool, orderState, TERMINAL, TerminalModel } from './terminal-model.ts';

function inFolder<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  return work(join(folder, 'ledger.db')).finally(() => rmSync(folder, { recursive: true }));
}

describe('the ledger', () => {
  it('is the same school again from its snapshot', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const orderId = await model.fund(new CardModel(ZHANG));
    const again = openSchool({}, LedgerStore.inMemory(campus.backup())).campus;
    expect(again.statement()).toEqual(campus.statement());
    expect(orderState(again, orderId)).toBe('funded');
  });

  it('goes on from its snapshot where it stood', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const card = new CardModel(ZHANG);
    const orderId = await model.fund(card);
    const again = openSchool({}, LedgerStore.inMemory(campus.backup())).campus;
    const later = Object.assign(new TerminalModel(again, TERMINAL), {
      journal: model.journal,
      key: model.key,
      events: model.events,
    });
    await later.signIn();
    await later.load(card, orderId);
    expect(orderState(again, orderId)).toBe('confirmed');
    expect(orderState(campus, orderId)).toBe('funded');
  });

  it('survives its process in a file', async () => {
    await inFolder(async (path) => {
      const first = openFileLedger(path);
      const model = await TerminalModel.enrolled(openSchool({}, first).campus);
      const orderId = await model.fund(new CardModel(ZHANG));
      first.close();
      const second = openFileLedger(path);
      expect(orderState(openSchool({}, second).campus, orderId)).toBe('funded');
      second.close();
    });
  });

  it('can be restored from a file’s backup into a file and into memory', async () => {
    await inFolder(async (path) => {
      const file = openFileLedger(path);
      const { campus } = openSchool({}, file);
      const model = await TerminalModel.enrolled(campus);
      const orderId = await model.fund(new CardModel(ZHANG));
      const backup = campus.backup();
      await model.report('load-owed', { orderId, reason: 'card-left' });
      campus.restoreFromBackup(backup);
      expect(orderState(campus, orderId)).toBe('funded');
      expect(orderState(openSchool({}, LedgerStore.inMemory(backup)).campus, orderId)).toBe('funded');
      file.close();
    });
  });

  it('applies nothing of a message that it could not commit', async () => {
    const { campus, ledger } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    ledger.run(
      'create temp trigger broken before insert on attempts begin select raise(abort, ?); end'.replace(
        '?',
        "'disk'",
      ),
    );
    const card = new CardModel(ZHANG);
    const orderId = await model.fund(card);
    const ask = model.append('attempt-asked', model.attemptData(card, orderId));
    await expect(model.send({ ask })).rejects.toThrow('server-error');
    expect(campus.alarms().at(-1)?.code).toBe('server-error');
    ledger.run('drop trigger broken');
    const reply = await model.send({ ask });
    expect(reply).toMatchObject({ applied: 3, answer: { kind: 'authorised' } });
  });
});
