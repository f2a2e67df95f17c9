import type { MetadataJson } from 'libphonenumber-js/core';
import metadataText from 'libphonenumber-js/metadata.min.json';
import type { FinderPlace } from './finder-place';
import { FoundNumbers } from './found-numbers';

/** What finds numbers. The worker has it run in a page where there is a text that may hold one. */
const metadata = JSON.parse(metadataText as unknown as string) as MetadataJson;
const place = globalThis as FinderPlace;

place.ringtabFinder = (options) => new FoundNumbers(options, metadata);
place.ringtabFinderCame?.();
