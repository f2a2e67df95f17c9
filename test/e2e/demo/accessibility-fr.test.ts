import { findsNothingSerious, oneOfEachKind } from '../accessibility';

// Only the words differ, and that none is missing is a test of its own.
describe('accessibility in French', () => findsNothingSerious('fr', 'withoutColours', oneOfEachKind));
