import { excludedPattern, sitePattern } from '../../domain/site';

/** What a person types or pastes as a site, as a pattern; undefined when it is none. */
export function typedSite(text: string): string | undefined {
  return sitePattern(text) ?? sitePattern(asciiAddress(text));
}

export function typedExclusion(text: string): string | undefined {
  return excludedPattern(text) ?? excludedPattern(asciiAddress(text));
}

/** `https://bücher.example/` in the form in which Chrome names hosts; '' when it is no address. */
function asciiAddress(text: string): string {
  const written = text.trim();
  const [, scheme = 'https://', wildcard = '', rest = ''] =
    /^(https?:\/\/)?(\*\.)?(.*)$/i.exec(written) ?? [];
  const address = `${scheme}${rest}`;
  if (/[\s@]/.test(rest) || !URL.canParse(address)) return '';
  return `${scheme}${wildcard}${new URL(address).hostname}`;
}
