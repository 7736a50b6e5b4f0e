/** One component per screen of the contract. */
import { unreachable } from '../../../kernel/errors.ts';
import type { ScreenModel } from '../../contract/screen-model.ts';
import { AttractScreen } from './attract.tsx';
import { CheckCardScreen } from './check-card.tsx';
import { CheckingNoteScreen } from './checking-note.tsx';
import { FailureScreen } from './failure.tsx';
import { HelpScreen } from './help.tsx';
import { InsertNoteScreen } from './insert-note.tsx';
import { MenuScreen } from './menu.tsx';
import { OutOfServiceScreen } from './out-of-service.tsx';
import { PleaseWaitScreen } from './please-wait.tsx';
import { ReadingCardScreen } from './reading-card.tsx';
import { ResultScreen } from './result.tsx';
import { RewriteOfferScreen } from './rewrite-offer.tsx';
import { StackingNoteScreen } from './stacking-note.tsx';
import { StartingScreen } from './starting.tsx';
import { TakeCardScreen } from './take-card.tsx';
import { TakeNoteBackScreen } from './take-note-back.tsx';
import { TornCardScreen } from './torn-card.tsx';
import { WritingScreen } from './writing.tsx';

export function ScreenBody({ model }: { readonly model: ScreenModel }) {
  switch (model.id) {
    case 'starting':
      return <StartingScreen model={model} />;
    case 'attract':
      return <AttractScreen model={model} />;
    case 'reading-card':
      return <ReadingCardScreen model={model} />;
    case 'menu':
      return <MenuScreen model={model} />;
    case 'check-card':
      return <CheckCardScreen model={model} />;
    case 'please-wait':
      return <PleaseWaitScreen model={model} />;
    case 'insert-note':
      return <InsertNoteScreen model={model} />;
    case 'checking-note':
      return <CheckingNoteScreen model={model} />;
    case 'take-note-back':
      return <TakeNoteBackScreen model={model} />;
    case 'stacking-note':
      return <StackingNoteScreen model={model} />;
    case 'writing':
      return <WritingScreen model={model} />;
    case 'torn-card':
      return <TornCardScreen model={model} />;
    case 'rewrite-offer':
      return <RewriteOfferScreen model={model} />;
    case 'result':
      return <ResultScreen model={model} />;
    case 'failure':
      return <FailureScreen model={model} />;
    case 'take-card':
      return <TakeCardScreen model={model} />;
    case 'help':
      return <HelpScreen model={model} />;
    case 'out-of-service':
      return <OutOfServiceScreen model={model} />;
    default:
      return unreachable(model);
  }
}
