/** One kiosk's hardware: three simulated devices on their lines, and what a person does with hands. */
import { MemoryLine } from '../../drivers/link/memory-line.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { SkipRegistry } from '../../src/kernel/poller.ts';
import type { Random } from '../../src/kernel/random.ts';
import { CcnetDevice, type CcnetDeviceSettings } from '../devices/banknote-acceptor/ccnet-device.ts';
import type { FieldCard } from '../devices/card/field-card.ts';
import { Pn532Device } from '../devices/card-reader/pn532-device.ts';
import { ModbusBoard } from '../devices/indicator/modbus-device.ts';

export interface KioskHardwareOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly polling: SkipRegistry;
  readonly acceptor?: CcnetDeviceSettings;
  /** How receivers hand bytes over; default all at once. */
  readonly chunks?: 'whole' | 'single-bytes' | 'random';
  /** Probability of damage per byte on every line; default 0. */
  readonly noise?: number;
}

export type LineName = 'cardReader' | 'banknoteAcceptor' | 'ioBoard';

export class KioskHardware {
  readonly lines: Readonly<Record<LineName, MemoryLine>>;
  readonly reader: Pn532Device;
  readonly acceptor: CcnetDevice;
  readonly board: ModbusBoard;

  constructor(options: KioskHardwareOptions) {
    const { clock, random, polling, chunks = 'whole', noise = 0 } = options;
    const line = (name: string, baud: number): MemoryLine =>
      new MemoryLine({ clock, name, baud, chunks, noise, random });
    this.lines = {
      cardReader: line('card-reader', 115_200),
      banknoteAcceptor: line('banknote-acceptor', 9_600),
      ioBoard: line('indicator', 9_600),
    };
    this.reader = new Pn532Device({ clock, port: this.lines.cardReader.device, random, vetoes: polling });
    this.acceptor = new CcnetDevice({
      clock,
      port: this.lines.banknoteAcceptor.device,
      random,
      veto: polling,
      ...(options.acceptor === undefined ? {} : { options: options.acceptor }),
    });
    this.board = new ModbusBoard({ clock, port: this.lines.ioBoard.device, veto: polling });
    this.acceptor.onPhysical((event) => {
      if (event.kind === 'box-removed') this.board.cashBox(false);
      if (event.kind === 'box-inserted') this.board.cashBox(true);
    });
    this.reader.powerOff();
  }

  powerOn(): void {
    this.reader.powerOn();
    this.acceptor.powerOn();
    this.board.powerOn();
  }

  powerOff(): void {
    this.reader.powerOff();
    this.acceptor.powerOff();
    this.board.powerOff();
  }

  lay(card: FieldCard): void {
    this.reader.field.place(card);
  }

  lift(card: FieldCard): void {
    this.reader.field.remove(card);
  }
}
