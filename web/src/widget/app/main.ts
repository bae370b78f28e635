import { mount } from 'svelte';
import { isLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { inkOn, parseAccent } from '../accent.ts';
import '#lib/ui/theme.css';
import './app.css';
import App from './App.svelte';
import { Dialog } from './dialog.svelte.ts';

const parameters = new URLSearchParams(location.search);
const wanted = parameters.get('language') ?? navigator.language.slice(0, 2);
const language = isLocale(wanted) ? wanted : 'ko';
overwriteGetLocale(() => language);
document.documentElement.lang = language;

const accent = parseAccent(parameters.get('accent'));
if (accent) {
  const { style } = document.documentElement;
  style.setProperty('--color-accent-fill', accent);
  style.setProperty('--color-on-accent', inkOn(accent));
}

const dialog = new Dialog({ service: parameters.get('service') ?? '', language });
mount(App, { target: document.body, props: { dialog } });
