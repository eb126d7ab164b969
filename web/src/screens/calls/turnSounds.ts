/** Sounds of turns, fetched once they are to be heard, never a whole call: for playing, and for drawing how loud they are. */
import { getTurnAudio, turnAddress, type CallTurn } from '../../api/calls';
import { decode, outline } from '../../audio/clips';

type Timed = Pick<CallTurn, 'index' | 'start_s' | 'end_s'>;

const LONGEST_HELD_S = 60;
/** 2 MB; a longer one is played while it comes, and not drawn. */
const MOST_HELD = 12;
const COLUMNS_A_SECOND = 10;

export class TurnSounds {
  /** Turn → lowest and highest sample of each column, -1…1. */
  readonly outlines = new Map<number, [number, number][]>();
  readonly taskId: string;
  private readonly held = new Map<number, Promise<string>>();
  private readonly onDrawn: () => void;

  constructor(taskId: string, onDrawn: () => void) {
    this.taskId = taskId;
    this.onDrawn = onDrawn;
  }

  /** For a media element. Rejects with what the service says. */
  address(turn: Timed): Promise<string> {
    if (turn.end_s - turn.start_s > LONGEST_HELD_S) return Promise.resolve(turnAddress(this.taskId, turn.index));
    const known = this.held.get(turn.index);
    if (known) return known;
    const [oldest] = this.held.keys();
    if (this.held.size >= MOST_HELD && oldest !== undefined) this.drop(oldest);
    const loading = this.load(turn);
    this.held.set(turn.index, loading);
    loading.catch(() => this.held.delete(turn.index));
    return loading;
  }

  fetchAhead(turn: Timed): void {
    this.address(turn).catch(() => {}); // told when it is played
  }

  forget(): void {
    [...this.held.keys()].forEach((turn) => this.drop(turn));
  }

  private drop(turn: number): void {
    void this.held.get(turn)?.then((url) => URL.revokeObjectURL(url), () => {});
    this.held.delete(turn);
  }

  private async load(turn: Timed): Promise<string> {
    const file = await getTurnAudio(this.taskId, turn.index);
    if (!this.outlines.has(turn.index)) void this.draw(turn, file);
    return URL.createObjectURL(file);
  }

  private async draw(turn: Timed, file: Blob): Promise<void> {
    try {
      const { samples, rateHz } = await decode(await file.arrayBuffer());
      this.outlines.set(turn.index, outline(samples, Math.max(1, Math.round((samples.length / rateHz) * COLUMNS_A_SECOND))));
      this.onDrawn();
    } catch {
      // the lane shows when it is said, as of every other turn
    }
  }
}
