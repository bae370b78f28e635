import { playTone } from '#lib/ui/tone.ts';

const loudness = 0.2;

/** Says once that somebody waits: two notes that rise. */
export function playRequestTone(): void {
  const notes = [
    { hertz: 880, at: 0 },
    { hertz: 1_175, at: 0.16 },
  ];
  playTone(notes, loudness);
}

/** Says once that somebody answered: two notes that fall. */
export function playAnswerTone(): void {
  const notes = [
    { hertz: 660, at: 0 },
    { hertz: 523, at: 0.12 },
  ];
  playTone(notes, loudness);
}
