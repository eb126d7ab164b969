import { useEffect, useState } from 'preact/hooks';
import { ownAddress } from '../../api/client';
import type { JudgedWord, TaskResult } from '../../api/tasks';
import { cut, loadSound, outline } from '../../audio/clips';
import { numbers, t, type MessageKey } from '../../messages';
import { Waveform } from '../../parts/Waveform';

interface Shape {
  label: MessageKey;
  seconds: number;
  columns: [number, number][];
  /** Where its sounds begin, 0…1 of its length; known of the recording alone. */
  bounds: number[];
}

const COLUMNS = 160;

/** The word as a picture, the learner's and the American one, as wide as each is long. */
export function Outlines({ task, word }: { task: TaskResult; word: JudgedWord }) {
  const [shapes, setShapes] = useState<Shape[]>([]);
  useEffect(() => {
    let isShown = true;
    void shapesOf(task, word).then((found) => isShown && setShapes(found), () => {}); // it can be heard all the same
    return () => void (isShown = false);
  }, [word, task.audio.reference?.url]);
  const longest = Math.max(...shapes.map((shape) => shape.seconds));
  return (
    <ul class="outlines">
      {shapes.map((shape) => (
        <li key={shape.label}>
          <span class="small">
            {t(shape.label)} · {t('word.seconds', { n: numbers(shape.seconds, 2) })}
          </span>
          <div class="outline" style={{ '--share': shape.seconds / longest }}>
            <Waveform columns={shape.columns} />
            {shape.bounds.map((at) => (
              <span key={at} class="bound" style={{ '--at': at }} />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** As tall as there is room: how loud a word was is not the question. */
function filling(columns: [number, number][]): [number, number][] {
  const tallest = Math.max(0.01, ...columns.map(([low, high]) => Math.max(-low, high)));
  return columns.map(([low, high]) => [low / tallest, high / tallest]);
}

async function shapesOf(task: TaskResult, word: JudgedWord): Promise<Shape[]> {
  const slices = task.slices.find((each) => each.word_index === word.index);
  const { recording, reference } = task.audio;
  const shapes: Shape[] = [];
  const add = async (label: MessageKey, url: string, startS: number, endS: number, bounds: number[]) => {
    const sound = await loadSound(ownAddress(url));
    const columns = filling(outline(cut(sound, startS, endS), COLUMNS));
    shapes.push({ label, seconds: endS - startS, columns, bounds });
  };
  if (slices?.learner && recording) {
    const { start_s: startS, end_s: endS } = slices.learner;
    const starts = word.phones.slice(1).flatMap((phone) => (phone.start_s === null ? [] : [phone.start_s]));
    const bounds = starts.map((at) => (at - startS) / (endS - startS)).filter((at) => at > 0 && at < 1);
    await add('word.me', recording.url, startS, endS, bounds);
  }
  if (slices?.reference && reference) {
    await add('word.reference', reference.url, slices.reference.start_s, slices.reference.end_s, []);
  }
  return shapes;
}
