import { render } from 'preact';
import { App } from './app';
import { speak } from './messages';
import { wearLook } from './settings/look';
import { getSettings } from './settings/store';
import './styles/base.css';
import './styles/parts.css';

wearLook();
await speak(getSettings().language).catch(() => speak('en'));
render(<App />, document.getElementById('app')!);
