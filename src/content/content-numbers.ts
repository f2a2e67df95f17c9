import type { MetadataJson } from 'libphonenumber-js/core';
import metadataText from 'libphonenumber-js/metadata.min.json';
import type { NumberPlan } from '../domain/page-numbers';
import { NumberPage } from './number-page';
import { PageLifetime } from './page-lifetime';
import { sendDial } from './send-dial';

/** Numbers in the text of a page of an allowed site. `countries/NN.js`, which runs first, leaves the country code. */
const lifetime = PageLifetime.begin('number');
const { signal } = lifetime;

let plan: NumberPlan | undefined;

/** The rules of all countries are read when the first text comes that may hold a number: most pages have none. */
function numberPlan(): NumberPlan {
  const { ringtabCountry = '' } = globalThis as { ringtabCountry?: string };
  plan ??= {
    countryCode: ringtabCountry,
    metadata: JSON.parse(metadataText as unknown as string) as MetadataJson,
  };
  return plan;
}

new NumberPage({
  plan: numberPlan,
  dial: (number) => void sendDial(number, 'number', lifetime),
  lasts: () => lifetime.lasts,
  signal,
}).start();
