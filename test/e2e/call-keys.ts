// What a user does with calls, by keys only.
import type { Page } from 'puppeteer-core';

export async function altKey(phone: Page, key: 'KeyD' | 'KeyG' | 'KeyJ' | 'KeyT' | 'KeyW'): Promise<void> {
  await phone.keyboard.down('Alt');
  await phone.keyboard.press(key);
  await phone.keyboard.up('Alt');
}

/** Sends the other side of the call to a number. */
export async function transferTo(phone: Page, number: string): Promise<void> {
  await altKey(phone, 'KeyT');
  await phone.waitForSelector('.transfer-number:focus');
  await phone.keyboard.type(number);
  await phone.keyboard.press('Enter');
}
