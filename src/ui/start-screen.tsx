import { type ComponentType, render } from 'preact';
import { connectToBackground } from './background-link';
import { type MessageKey, t, textLanguage } from './messages';

/** Renders a screen into its html shell, in the language of the browser. */
export function startScreen(Screen: ComponentType, titleKey: MessageKey): void {
  document.documentElement.lang = textLanguage();
  document.title = t(titleKey);
  connectToBackground();
  const root = document.getElementById('root');
  if (root) render(<Screen />, root);
}
