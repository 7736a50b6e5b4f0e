/** 模拟环境 on every screen as soon as one device or key is simulated: hazard tape along the tray, and the words on it. */
import { FRAME_WORDS } from '../../catalogue/labels.ts';
import { useTerminal } from '../terminal.ts';

export function SimulationMark() {
  const { language } = useTerminal().model;
  const { zh, en } = FRAME_WORDS.simulation;
  return (
    <aside class="simulation">
      <span>{language === 'zh' ? `${zh}·${en}` : en}</span>
    </aside>
  );
}
