/** What each command of the simulated PN532 does, but for frames and time. pn532.md §5–§9 and §13. */
import { PN532_COMMANDS as C } from '../../../drivers/card-reader/pn532/codec.ts';
import type { CardField } from './field.ts';
import type { Job } from './job.ts';
import type { AirTarget, Pn532Air } from './pn532-air.ts';
import type { ExchangeFault, Finish, Pn532Exchange } from './pn532-exchange.ts';
import { configureRf, type Pn532Settings } from './pn532-settings.ts';

export interface CommandContext {
  readonly field: CardField;
  readonly air: Pn532Air;
  readonly exchange: Pn532Exchange;
  readonly settings: () => Pn532Settings;
  /** The fault that strikes this exchange, if any. */
  readonly exchangeFault: (data: Uint8Array) => ExchangeFault | undefined;
}

export interface ReceivedCommand {
  readonly code: number;
  readonly data: Uint8Array;
}

const FIRMWARE = Uint8Array.of(0x32, 0x01, 0x06, 0x07);
const NOTHING = new Uint8Array();
const OK = Uint8Array.of(0x00);
const SILENT = Uint8Array.of(0x01);
const WRONG_CONTEXT = Uint8Array.of(0x27);
/** SAM status of GetGeneralStatus when the chip has no SAM. */
const NO_SAM = 0x80;

/**
 * Carries a command out. `finish` comes now or later; false: well-formed but wrong, the error frame is due.
 */
export function carryOut(
  context: CommandContext,
  job: Job,
  command: ReceivedCommand,
  finish: Finish,
): boolean {
  const { data } = command;
  switch (command.code) {
    case C.getFirmwareVersion.code:
      return data.length === 0 && answer(finish, FIRMWARE);
    case C.getGeneralStatus.code:
      return data.length === 0 && answer(finish, generalStatus(context));
    case C.readRegister.code:
      // The sheet's capture reads every register as zero, also one just written.
      return data.length > 0 && data.length % 2 === 0 && answer(finish, new Uint8Array(data.length / 2));
    case C.writeRegister.code:
      return data.length > 0 && data.length % 3 === 0 && answer(finish, NOTHING);
    case C.powerDown.code:
      return (data.length === 1 || data.length === 2) && answer(finish, OK);
    case C.diagnose.code:
      return diagnose(context, data, finish);
    case C.setParameters.code:
    case C.samConfiguration.code:
    case C.rfConfiguration.code:
      return configure(context, command, finish);
    default:
      return withCards(context, job, command, finish);
  }
}

function answer(finish: Finish, data: Uint8Array): true {
  finish(data);
  return true;
}

/** 00 echo, 01 and 02 memory tests, 06 is the card still there. */
function diagnose(context: CommandContext, data: Uint8Array, finish: Finish): boolean {
  const target = context.air.targets[0];
  switch (data[0]) {
    case 0x00:
      return answer(finish, data);
    case 0x01:
    case 0x02:
      return answer(finish, OK);
    case 0x06:
      if (target === undefined) return answer(finish, WRONG_CONTEXT);
      return answer(finish, context.air.present(target) ? OK : SILENT);
    case undefined:
    default:
      return false;
  }
}

/** No external field is ever seen here; both directions run at 106 kbit/s. */
function generalStatus({ air }: CommandContext): Uint8Array {
  const targets = air.targets.flatMap(({ number }) => [number, 0x00, 0x00, 0x00]);
  return Uint8Array.of(0x00, 0x00, air.targets.length, ...targets, NO_SAM);
}

function configure(context: CommandContext, { code, data }: ReceivedCommand, finish: Finish): boolean {
  const first = data[0];
  if (first === undefined) return false;
  if (code === C.setParameters.code) {
    if (data.length !== 1) return false;
    context.settings().parameters = first;
    return answer(finish, NOTHING);
  }
  if (code === C.samConfiguration.code) {
    return data.length <= 3 && first >= 0x01 && first <= 0x04 && answer(finish, NOTHING);
  }
  const values = data.slice(1);
  if (!configureRf(context.settings(), first, values)) return false;
  if (first === 0x01 && ((values[0] ?? 0) & 0x01) !== 0) context.field.switchOn();
  if (first === 0x01 && ((values[0] ?? 0) & 0x01) === 0) context.field.switchOff();
  return answer(finish, NOTHING);
}

function withCards(context: CommandContext, job: Job, command: ReceivedCommand, finish: Finish): boolean {
  const { data } = command;
  switch (command.code) {
    case C.inListPassiveTarget.code:
      context.exchange.reset();
      return list(context, job, data, finish);
    case C.inDataExchange.code:
      if (data.length === 0) return false;
      context.exchange.dataExchange(job, data, context.exchangeFault(data), finish);
      return true;
    case C.inCommunicateThru.code:
      context.exchange.communicateThru(job, data, finish);
      return true;
    case C.inDeselect.code:
    case C.inRelease.code:
    case C.inSelect.code:
      context.exchange.reset();
      return data.length === 1 && answer(finish, selection(context, command.code, data[0] ?? 0));
    default:
      return false;
  }
}

/** `data`: how many at most, technology, and for type A the UID of the one wanted. */
function list(context: CommandContext, job: Job, data: Uint8Array, finish: Finish): boolean {
  const [limit, technology] = data;
  if (limit === undefined || limit < 1 || limit > 2 || technology === undefined || technology > 4)
    return false;
  if (technology !== 0x00) {
    context.air.listOther(job, () => {
      finish(OK);
    });
    return true;
  }
  const uid = wantedUid(data.slice(2));
  if (uid === 'wrong') return false;
  context.air.list(job, limit, uid, (targets) => {
    finish(targetList(targets));
  });
  return true;
}

/** 4 bytes as they are, 7 bytes behind a cascade tag; `undefined` for any card. */
function wantedUid(data: Uint8Array): Uint8Array | undefined | 'wrong' {
  if (data.length === 0) return undefined;
  if (data.length === 4) return data;
  return data.length === 8 && data[0] === 0x88 ? data.slice(1) : 'wrong';
}

function targetList(targets: readonly AirTarget[]): Uint8Array {
  const bytes = [targets.length];
  for (const { number, card, isoDep } of targets) {
    const { uid, sensRes, selRes, ats } = card.identity;
    bytes.push(number, ...sensRes, selRes, uid.length, ...uid);
    if (isoDep && ats !== undefined) bytes.push(...ats);
  }
  return Uint8Array.from(bytes);
}

/** InDeselect, InRelease, InSelect; number 0 means all targets. */
function selection({ air, field }: CommandContext, code: number, number: number): Uint8Array {
  const chosen = number === 0 ? air.targets : air.targets.filter((target) => target.number === number);
  if (chosen.length === 0 && number !== 0) return WRONG_CONTEXT;
  if (code === C.inRelease.code) air.release(number);
  for (const target of chosen) {
    if (code === C.inDeselect.code) target.selected = false;
    if (code === C.inSelect.code && !target.selected && field.feeds(target.card)) {
      target.card.activate();
      target.selected = true;
    }
  }
  return OK;
}
