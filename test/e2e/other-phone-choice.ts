// The dialog in which the user says where calls are talked on.
import type { Page } from 'puppeteer-core';
import { clickOn, fillField, textOf } from '../../scripts/screens';
import { chooseFromMenu } from './screen-probes';

/** Chooses one of the two ways in the dialog that is open. */
export async function chooseWay(phone: Page, way: 'phone_other' | 'phone_computer'): Promise<void> {
  await clickOn(phone, `.phone-choice .segment ::-p-text(${await textOf(phone, way)})`);
}

/** Writes the number of the other phone there. */
export async function writeOtherPhone(phone: Page, number: string): Promise<void> {
  await fillField(phone, '.phone-choice input[type="text"]', number);
  await phone.keyboard.press('Enter');
}

/** From the menu on: calls are talked on the phone of this number. */
export async function chooseOtherPhone(phone: Page, number: string): Promise<void> {
  await chooseFromMenu(phone, 'menu_phone_choice');
  await chooseWay(phone, 'phone_other');
  await writeOtherPhone(phone, number);
}
