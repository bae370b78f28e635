import { mount } from 'svelte';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { inkOn, parseAccent } from '../accent.ts';
import '#lib/ui/theme.css';
import './app.css';
import { readAddress } from './address.ts';
import App from './App.svelte';
import { Dialog } from './dialog.svelte.ts';

// Puts the dialog on the screen.
const { service, language, accent: wantedAccent } = readAddress();
overwriteGetLocale(() => language);
const page = document.documentElement;
page.lang = language;
const accent = parseAccent(wantedAccent);
if (accent) {
  page.style.setProperty('--color-accent-fill', accent);
  page.style.setProperty('--color-on-accent', inkOn(accent));
}
const dialog = new Dialog({ service, language });
mount(App, { target: document.body, props: { dialog } });
