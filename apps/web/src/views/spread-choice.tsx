import { type SpreadId, spreadIds } from '@tarotchat/protocol';
import { useStrings } from '../strings/strings.ts';
import { spreadSketches } from './icons.tsx';

type Props = { chosen: SpreadId; onChoose: (spread: SpreadId) => void };

export const SpreadChoice = ({ chosen, onChoose }: Props) => {
  const strings = useStrings();
  return (
    <fieldset class="spread-choice">
      <legend class="visually-hidden">{strings.spreadLabel}</legend>
      {spreadIds.map((spread) => (
        <label key={spread} class="spread-option" data-testid={`spread-${spread}`}>
          <input
            type="radio"
            class="visually-hidden"
            name="spread"
            value={spread}
            checked={spread === chosen}
            onChange={() => onChoose(spread)}
          />
          {spreadSketches[spread]}
          <span>{strings.spreads[spread]}</span>
        </label>
      ))}
    </fieldset>
  );
};
