import type { Part } from '../messages';
import { Mixed } from './Mixed';

/** A message with something in it that may be in another language, such as the coach's name of a sound: that says which it is. */
export function Message({ parts }: { parts: Part[] }) {
  return <>{parts.map((part, i) => (part.isFilling ? <Mixed key={i} text={part.text} /> : part.text))}</>;
}
