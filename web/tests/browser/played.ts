/** What a browser played. A word lasts a fraction of a second: its Stop button may be gone before anybody looks. */

/** In the page, before its own scripts: how many sounds got under way, not only were asked for. */
export function countWhatPlays(): void {
  const counted = globalThis as unknown as { nPlayed: number };
  counted.nPlayed = 0;
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    this.addEventListener('playing', () => counted.nPlayed++, { once: true });
    return play.call(this);
  };
}

/** In the page. */
export const nPlayed = (): number => (globalThis as unknown as { nPlayed: number }).nPlayed;

/** In the page: whether more got under way than these. */
export const hasPlayedMore = (than: number): boolean => (globalThis as unknown as { nPlayed: number }).nPlayed > than;
