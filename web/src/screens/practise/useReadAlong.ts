import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { LiveStream, type LiveMessage } from '../../api/live';
import { countsRecordings } from '../../api/usage';
import { getSettings } from '../../settings/store';
import type { TakeFollower } from './useRecorder';

/** Places of words in the text, as they stand between spaces. */
export type Reached = ReadonlySet<number>;

export interface ReadAlong {
  /** Which words were read; null where nobody follows. */
  reached: Reached | null;
  /** Those of them that were not clear, as far as that can be told before the whole is judged. */
  unclear: Reached;
  /** The stream was cut and could not go on: nothing lights up any more. */
  isLost: boolean;
  follower: TakeFollower;
}

const NONE: Reached = new Set();
const LONGEST_TEXT = 5_000;

/**
 * Where the reader is, while a take of this text is recorded. It is a comfort: where no stream can be had nothing is said of it,
 * and where one is cut for good the take goes on.
 */
export function useReadAlong(text: string): ReadAlong {
  const [reached, setReached] = useState<Reached | null>(null);
  const [unclear, setUnclear] = useState<Reached>(NONE);
  const [isLost, setLost] = useState(false);
  const stream = useRef<LiveStream | null>(null);
  const isDue = useRef(false);
  const wanted = useRef(text);
  wanted.current = text.trim();

  const follower = useMemo<TakeFollower>(() => {
    const leave = () => {
      stream.current?.cancel();
      stream.current = null;
      setReached(null);
      setUnclear(NONE);
      setLost(false);
    };
    const open = () => {
      let hasBegun = false;
      const opened = new LiveStream(
        { language: 'en', text: wanted.current, judge_words: true },
        {
          onMessage(message) {
            hasBegun ||= message.type === 'ready';
            if (stream.current !== opened) return;
            if (message.type === 'reading') {
              setReached((before) => moved(before ?? NONE, message));
              setUnclear((before) => without(before, message.undone));
            } else if (message.type === 'clarity') setUnclear((before) => judged(before, message));
          },
          onEnd(isWhole) {
            if (stream.current !== opened) return;
            stream.current = null;
            if (isWhole) return;
            setReached((before) => before && NONE);
            setUnclear(NONE);
            setLost(hasBegun);
          },
        },
        async () => !(await countsRecordings()),
      );
      stream.current = opened;
      setReached(NONE);
    };
    return {
      begin() {
        leave();
        isDue.current = getSettings().readAlong && wanted.current !== '' && wanted.current.length <= LONGEST_TEXT;
      },
      hear(block, rateHz) {
        if (isDue.current) {
          isDue.current = false;
          open();
        }
        stream.current?.hear(block, rateHz);
      },
      end() {
        isDue.current = false;
        stream.current?.end();
      },
      leave,
    };
  }, []);

  useEffect(() => follower.leave, [text, follower]);
  return { reached, unclear, isLost, follower };
}

function moved(before: Reached, { words, undone }: LiveMessage & { type: 'reading' }): Reached {
  const reached = new Set(before);
  for (const { index, state } of words) {
    if (state === 'skipped') reached.delete(index);
    else reached.add(index);
  }
  undone.forEach((index) => reached.delete(index));
  return reached;
}

function judged(before: Reached, { words }: LiveMessage & { type: 'clarity' }): Reached {
  const unclear = new Set(before);
  for (const { index, state } of words) {
    if (state === 'unclear') unclear.add(index);
    else unclear.delete(index);
  }
  return unclear;
}

function without(before: Reached, gone: number[]): Reached {
  return gone.some((index) => before.has(index)) ? new Set([...before].filter((index) => !gone.includes(index))) : before;
}
