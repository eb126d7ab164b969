import { render } from 'preact';
import { App } from './app';
import { speak } from './messages';
import { getSettings } from './settings/store';
import './styles/base.css';
import './styles/parts.css';

await speak(getSettings().language).catch(() => speak('en'));
render(<App />, document.getElementById('app')!);
