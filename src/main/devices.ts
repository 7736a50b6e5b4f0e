/** The drivers of one life, by configuration. */
import type { BanknoteAcceptor } from '../../drivers/contract/banknote-acceptor.ts';
import type { CardReader } from '../../drivers/contract/card-reader.ts';
import type { Indicator } from '../../drivers/contract/indicator.ts';
import { ccnetAcceptor } from '../../drivers/banknote-acceptor/ccnet/acceptor.ts';
import { pn532CardReader } from '../../drivers/card-reader/pn532/card-reader.ts';
import { modbusIndicator } from '../../drivers/indicator/modbus-board/indicator.ts';
import type { LinkFactory } from '../../drivers/link/link.ts';
import type { TerminalPorts, TerminalSettings } from './ports.ts';

export interface TerminalDevices {
  readonly cardReader: CardReader;
  readonly banknoteAcceptor: BanknoteAcceptor | undefined;
  readonly indicator: Indicator | undefined;
}

export function buildDevices(
  life: Pick<TerminalPorts, 'clock' | 'polling' | 'trace' | 'links'>,
  settings: Pick<TerminalSettings, 'templates'>,
  powered: (open: LinkFactory) => LinkFactory,
): TerminalDevices {
  const { clock, polling, trace, links } = life;
  const shared = { clock, trace };
  const { cardReader, banknoteAcceptor, ioBoard } = links;
  return {
    cardReader: pn532CardReader({ ...shared, polling, open: powered(cardReader) }),
    banknoteAcceptor:
      banknoteAcceptor &&
      ccnetAcceptor({
        ...shared,
        registry: polling,
        open: powered(banknoteAcceptor),
        templates: settings.templates,
      }),
    indicator: ioBoard && modbusIndicator({ ...shared, registry: polling, open: powered(ioBoard) }),
  };
}
