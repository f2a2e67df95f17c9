import { findsNothingSerious } from '../accessibility';

describe('accessibility in English', () => findsNothingSerious('en', 'withColours'));
