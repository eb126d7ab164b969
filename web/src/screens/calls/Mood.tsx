import type { Sentiment } from '../../api/calls';
import { moodOf } from './labels';

/** A sign and its word. */
export function Mood({ mood }: { mood: Sentiment }) {
  const { sign, word } = moodOf(mood);
  return (
    <span class="mood">
      <span aria-hidden="true">{sign}</span> {word}
    </span>
  );
}
