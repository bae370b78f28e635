const lastsSeconds = 0.3;
const loudness = 0.2;

/** Says once that somebody waits: two notes that rise. */
export function playRequestTone(): void {
  play([
    { hertz: 880, at: 0 },
    { hertz: 1_175, at: 0.16 },
  ]);
}

/** Says once that somebody answered: two notes that fall. */
export function playAnswerTone(): void {
  play([
    { hertz: 660, at: 0 },
    { hertz: 523, at: 0.12 },
  ]);
}

/** Short notes, made and not loaded: there is no file that could be missing. Silent where the browser allows no sound. */
function play(notes: readonly { hertz: number; at: number }[]): void {
  let audio: AudioContext;
  try {
    audio = new AudioContext();
  } catch {
    return;
  }
  const begin = audio.currentTime + 0.02;
  for (const { hertz, at } of notes) {
    const note = audio.createOscillator();
    const volume = audio.createGain();
    note.frequency.value = hertz;
    // A tone that begins or ends at once clicks.
    volume.gain.setValueAtTime(0, begin + at);
    volume.gain.linearRampToValueAtTime(loudness, begin + at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + at + lastsSeconds);
    note.connect(volume).connect(audio.destination);
    note.start(begin + at);
    note.stop(begin + at + lastsSeconds);
    note.onended = () => {
      if (at === notes.at(-1)?.at) void audio.close();
    };
  }
}
