import { useEffect, useRef, useState } from 'preact/hooks';
import type { Call } from '../../api/calls';
import { onTime, playThrough, stop } from '../../audio/player';
import { t } from '../../messages';
import { announce } from '../../parts/announce';
import { soundStartS, turnAt } from './times';
import { TurnSounds } from './turnSounds';

export interface CallPlayer {
  /** Where it is, in seconds from the start of the call. */
  atS: number;
  isPlaying: boolean;
  /** The turn that is heard, or null. */
  turn: number | null;
  sounds: TurnSounds;
  /** Plays what is said from then on, turn after turn. */
  playFrom(timeS: number): void;
  /** Plays these turns, one after another. */
  playTurns(turns: number[]): void;
  /** Goes there; what plays goes on from there. */
  seek(timeS: number): void;
  toggle(): void;
  stop(): void;
}

/** Turns of a call, played in a row: the pauses between them are left out. */
export function useCallPlayer(call: Call): CallPlayer {
  const [atS, setAt] = useState(0);
  const [turn, setTurn] = useState<number | null>(null);
  const run = useRef(0);
  const sounds = useSounds(call.task_id);
  const { turns } = call;
  const name = (index: number) => `call ${call.task_id} ${index}`;

  useEffect(
    () =>
      onTime((heard, timeS) => {
        const playing = turn === null ? undefined : turns[turn];
        if (playing && heard === name(playing.index)) setAt(soundStartS(playing) + timeS);
      }),
    [turn, turns],
  );
  const halt = () => {
    run.current += 1;
    setTurn(null);
  };
  useEffect(
    () => () => {
      run.current += 1;
      stop();
    },
    [call.task_id],
  );

  const playRow = async (row: number[], fromS: number) => {
    const mine = ++run.current;
    let at = fromS;
    for (const [place, index] of row.entries()) {
      const next = turns[index];
      if (!next) continue;
      setTurn(index);
      if (at < next.start_s || place) setAt(next.start_s);
      try {
        const url = await sounds.address(next);
        if (mine !== run.current) return;
        const following = turns[row[place + 1] ?? -1];
        if (following) sounds.fetchAhead(following);
        const isWhole = await playThrough(name(index), url, { fromS: place ? 0 : Math.max(0, at - soundStartS(next)) });
        if (mine !== run.current) return;
        if (!isWhole) break;
      } catch {
        if (mine !== run.current) return;
        announce(t('play.failed'));
        break;
      }
      at = next.end_s;
    }
    if (mine === run.current) setTurn(null);
  };
  const playFrom = (timeS: number) => {
    const first = turnAt(turns, timeS);
    setAt(timeS);
    if (first < 0) return end();
    void playRow(turns.slice(first).map((each) => each.index), timeS);
  };
  const end = () => {
    halt();
    stop();
  };
  const isPlaying = turn !== null;
  return {
    atS,
    isPlaying,
    turn,
    sounds,
    playFrom,
    playTurns: (row) => void playRow(row, turns[row[0] ?? 0]?.start_s ?? 0),
    seek: (timeS) => (isPlaying ? playFrom(timeS) : setAt(timeS)),
    toggle: () => (isPlaying ? end() : playFrom(turnAt(turns, atS) < 0 ? 0 : atS)),
    stop: end,
  };
}

/** Those of one call; forgotten with it. */
function useSounds(taskId: string): TurnSounds {
  const [, setRound] = useState(0);
  const held = useRef<TurnSounds | null>(null);
  if (held.current?.taskId !== taskId) {
    held.current?.forget();
    held.current = new TurnSounds(taskId, () => setRound((n) => n + 1));
  }
  useEffect(() => () => held.current?.forget(), []);
  return held.current;
}
