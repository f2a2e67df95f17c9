import type { PhoneNumber } from 'libphonenumber-js/core';
import type { Candidate } from './number-candidates';

/**
 * Whether a national number is written as numbers of its country are: with the prefix 0 where one has to be dialled,
 * and in groups that people make.
 * @param labelled a word says that it is a telephone number: any groups will do, and none
 */
export function isUsualGrouping(
  { main, groups }: Candidate,
  number: PhoneNumber,
  labelled: boolean,
): boolean {
  const national = number.formatNational();
  const standard = national.match(/\d+/g) ?? [];
  const digits = groups.join('');
  const nsn: string = number.nationalNumber;
  const prefix = digits.slice(0, -nsn.length);
  if (!digits.endsWith(nsn) || prefix.length > 2) return false;
  if (hasStrayDigit(main, groups, labelled) || hasLateBracket(main)) return false;
  const prefixed = standard.join('') !== nsn;
  if (prefixed && prefix === '' && !optionalPrefix.has(number.countryCallingCode)) return false;
  if (labelled) return true;
  // No format of the country fits, or it could as well be an amount: 250.000.000.
  if (standard.length < 2 || /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(main)) return false;
  const withoutPrefix = prefix === groups[0] ? groups.slice(1) : groups;
  if (same(groups, standard) || same(withoutPrefix, standard)) return true;
  // 02.11.59.98: a date, or a chapter, where it is not how the country writes.
  if (/^\d\d(?:\.\d\d)+$/.test(main)) return false;
  // "0 280 158 827": behind a prefix by itself the rest is as the country writes it, or a service: "0 825 123 456".
  if (/^0 (?![89]\d\d )/.test(main)) return isSplitAs(withoutPrefix, standard, number);
  // In Italy the 0 is part of the number.
  if (prefix.startsWith('0') || nsn.startsWith('0')) return groups.length <= 6;
  return isEvenlySeparated(main) && isSplitLikeOthers(withoutPrefix, standard, number);
}

/** Countries where the prefix is left out as often as written: 98765 43210, (495) 123-45-67. */
const optionalPrefix = new Set(['7', '86', '91', '52', '55', '54', '57', '62', '63', '84', '90', '98']);

/**
 * "2-1 3-0": a digit by itself is at the front (the prefix, or the area's behind it), or at the end behind a hyphen
 * (the switchboard). Where a word says that it is a telephone number, one may stand by itself: 0180 5 123456.
 */
function hasStrayDigit(main: string, groups: string[], labelled: boolean): boolean {
  const single = groups.slice(1, -1).filter((group) => group.length === 1).length;
  const allowed = labelled || /^\D*(?:0|8|06)\D{1,2}\d\D/.test(main) ? 1 : 0;
  return single > allowed || (groups.at(-1)?.length === 1 && !/[-/]\s?\d$/.test(main));
}

/** "512-517 (2002": only the area stands in brackets, first or behind the prefix, and "(0)" in what is dialled from abroad. */
function hasLateBracket(main: string): boolean {
  return /\d{3}\D*\((?!0\))|\d\D+\d\D*\((?!0\))/.test(main);
}

/** The area code may be set off by another sign; behind it the signs are all alike. */
function isEvenlySeparated(main: string): boolean {
  const [, ...signs] = (main.match(/\d\D+(?=\d)/g) ?? []).map((each) => each.slice(1).trim());
  return new Set(signs).size <= 1;
}

function isSplitLikeOthers(groups: string[], standard: string[], number: PhoneNumber): boolean {
  const sizes = groups.map(({ length }) => length).join();
  return (
    isSplitAs(groups, standard, number) ||
    (number.countryCallingCode !== '1' &&
      /^(?:2,2,2,2|2,3,2,2|3,2,2,2|3,3,3|4,4|3,3,4|2,[45],4|3,4,4)$/.test(sizes))
  );
}

/** @param groups without the prefix, which `standard` has if it is dialled */
function isSplitAs(groups: string[], standard: string[], { nationalNumber }: PhoneNumber): boolean {
  const prefixLength = standard.join('').length - nationalNumber.length;
  const usual = standard.map(({ length }, at) => (at === 0 ? length - prefixLength : length));
  return usual.filter((size) => size > 0).join() === groups.map(({ length }) => length).join();
}

function same(one: string[], other: string[]): boolean {
  return one.join(' ').trim() === other.join(' ');
}
