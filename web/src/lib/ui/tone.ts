/** A note: how high, and how many seconds after the beginning. */
export interface Note {
  readonly hertz: number;
  readonly at: number;
}

const lastsSeconds = 0.3;

/** Plays a few notes once, made and not loaded: there is no file that could be missing. Silent where the browser allows no sound. */
export function playTone(notes: readonly Note[], loudness: number): void {
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
