import { findsNothingSerious } from '../accessibility';

describe('accessibility in French', () => findsNothingSerious('fr', 'withoutColours'));
