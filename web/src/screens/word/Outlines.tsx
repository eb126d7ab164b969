import { useEffect, useState } from 'preact/hooks';
import { ownAddress } from '../../api/client';
import type { JudgedWord, TaskResult } from '../../api/tasks';
import { cut, loadSound, outline } from '../../audio/clips';
import { numbers, t, type MessageKey } from '../../messages';
import { whenQuiet } from '../../parts/quiet';
import { Waveform } from '../../parts/Waveform';

type Columns = [number, number][];

/** Where a word is in a sound; known before the sound is there. */
interface Shape {
  label: MessageKey;
  url: string;
  startS: number;
  endS: number;
  /** Where its sounds begin, 0…1 of its length; known of the recording alone. */
  bounds: number[];
}

const COLUMNS = 160;

/** The word as a picture, the learner's and the American one, as wide as each is long. */
export function Outlines({ task, word }: { task: TaskResult; word: JudgedWord }) {
  const [drawn, setDrawn] = useState<Columns[]>([]);
  const shapes = shapesOf(task, word);
  useEffect(() => {
    let isShown = true;
    const draw = async () => {
      await whenQuiet();
      for (const shape of shapes) {
        const columns = await columnsOf(shape);
        if (isShown) setDrawn((before) => [...before, columns]);
      }
    };
    setDrawn([]);
    draw().catch(() => {}); // it can be heard all the same
    return () => void (isShown = false);
  }, [word, task.audio.reference?.url]);
  const longest = Math.max(...shapes.map(secondsOf));
  return (
    <ul class="outlines">
      {shapes.map((shape, i) => (
        <li key={shape.label}>
          <span class="small">
            {t(shape.label)} · {t('word.seconds', { n: numbers(secondsOf(shape), 2) })}
          </span>
          <div class="outline" style={{ '--share': secondsOf(shape) / longest }}>
            <Waveform columns={drawn[i] ?? []} />
            {shape.bounds.map((at) => (
              <span key={at} class="bound" style={{ '--at': at }} />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

const secondsOf = (shape: Shape) => shape.endS - shape.startS;

function shapesOf(task: TaskResult, word: JudgedWord): Shape[] {
  const slices = task.slices.find((each) => each.word_index === word.index);
  const { recording, reference } = task.audio;
  const shapes: Shape[] = [];
  if (slices?.learner && recording) {
    const { start_s: startS, end_s: endS } = slices.learner;
    const starts = word.phones.slice(1).flatMap((phone) => (phone.start_s === null ? [] : [phone.start_s]));
    const bounds = starts.map((at) => (at - startS) / (endS - startS)).filter((at) => at > 0 && at < 1);
    shapes.push({ label: 'word.me', url: recording.url, startS, endS, bounds });
  }
  if (slices?.reference && reference) {
    const { start_s: startS, end_s: endS } = slices.reference;
    shapes.push({ label: 'word.reference', url: reference.url, startS, endS, bounds: [] });
  }
  return shapes;
}

async function columnsOf({ url, startS, endS }: Shape): Promise<Columns> {
  const sound = await loadSound(ownAddress(url));
  return filling(outline(cut(sound, startS, endS), COLUMNS));
}

/** As tall as there is room: how loud a word was is not the question. */
function filling(columns: Columns): Columns {
  const tallest = Math.max(0.01, ...columns.map(([low, high]) => Math.max(-low, high)));
  return columns.map(([low, high]) => [low / tallest, high / tallest]);
}
