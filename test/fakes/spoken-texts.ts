import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/** From now on texts come from `_locales` in that language, put together as Chrome does it. */
export function speak(language: 'en' | 'fr'): void {
  const file = join(__dirname, '../../public/_locales', language, 'messages.json');
  const messages: Record<string, Message> = JSON.parse(readFileSync(file, 'utf8'));
  const getMessage = (key: string, values: string[] = []) => {
    const { message = '', placeholders = {} } = messages[key] ?? {};
    const named = message.replace(/\$(\w+)\$/g, (_, name) => placeholders[name.toLowerCase()]?.content ?? '');
    return named.replace(/\$(\d)/g, (_, place) => values[Number(place) - 1] ?? '');
  };
  Object.assign(globalThis, { chrome: { i18n: { getMessage, getUILanguage: () => language } } });
}
