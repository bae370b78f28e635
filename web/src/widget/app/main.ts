import { askEarly } from './help-center.ts';

// The first and smallest part of the dialog: what it asks for and the rest of its scripts are on their way at once.
const parameters = new URLSearchParams(location.search);
const service = parameters.get('service') ?? '';
const wanted = parameters.get('language') ?? navigator.language.slice(0, 2);
const language = wanted === 'en' ? 'en' : 'ko';
document.documentElement.lang = language;
askEarly(service, language);
void import('./start.ts').then(({ start }) => start(service, language, parameters.get('accent')));
