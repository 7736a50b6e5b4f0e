/** The end of a visit: the card must not be forgotten. */
import { screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { CardIsTaken } from '../art/reader.tsx';
import { Heading } from '../parts/heading.tsx';

export function TakeCardScreen({ model }: { readonly model: ScreenOf<'take-card'> }) {
  return (
    <div class="stage">
      <div class="scene">
        <CardIsTaken />
      </div>
      <div class="work">
        <Heading words={screenTitle(model)} />
      </div>
    </div>
  );
}
