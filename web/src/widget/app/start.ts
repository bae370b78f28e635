import { mount } from 'svelte';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { inkOn, parseAccent } from '../accent.ts';
import '#lib/ui/theme.css';
import './app.css';
import App from './App.svelte';
import { Dialog } from './dialog.svelte.ts';

/** Puts the dialog on the screen. */
export function start(service: string, language: 'ko' | 'en', wantedAccent: string | null): void {
  overwriteGetLocale(() => language);
  const accent = parseAccent(wantedAccent);
  if (accent) {
    const { style } = document.documentElement;
    style.setProperty('--color-accent-fill', accent);
    style.setProperty('--color-on-accent', inkOn(accent));
  }
  const dialog = new Dialog({ service, language });
  mount(App, { target: document.body, props: { dialog } });
}
