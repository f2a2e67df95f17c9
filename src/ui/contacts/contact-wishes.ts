import { createContext } from 'preact';
import type { ContactWish } from './use-places';

/** For what shows people anywhere on the phone: to see who they are, or to keep them. */
export const ContactWishes = createContext<(wish: ContactWish) => void>(() => undefined);
