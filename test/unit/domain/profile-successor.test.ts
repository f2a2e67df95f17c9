import { isSameConnection, successorOf } from '../../../src/domain/profile-successor';
import { profileOf } from '../../fakes/profiles';

const office = profileOf();
const branch = profileOf({ Name: 'Branch', Address: 'branch.example.com' });

describe('what has become of a profile', () => {
  it('is the one of the same name and address, whatever else has changed', () => {
    const now = profileOf({ LogDownload: false });
    expect(successorOf(office, [branch, now])).toBe(now);
  });

  it('is the one of the same name where the address is another one', () => {
    const now = profileOf({ Name: 'OFFICE', Address: 'new.example.com' });
    expect(successorOf(office, [branch, now])).toBe(now);
  });

  it('is rather the one that is the same in all than one of the same name', () => {
    const namesake = profileOf({ Address: 'new.example.com' });
    expect(successorOf(office, [namesake, office])).toBe(office);
  });

  it('is nothing where neither is there, or its name is not known', () => {
    expect(successorOf(office, [branch])).toBeUndefined();
    expect(successorOf({ id: 'old', name: undefined }, [branch])).toBeUndefined();
  });
});

it('a connection can stay unless gateway or domain are others', () => {
  expect(isSameConnection(office, profileOf({ DialRule: true, OutsidePrefix: '9' }))).toBe(true);
  expect(isSameConnection(office, profileOf({ TURNHost: 'turn.example.com', ICEPolicy: 'relay' }))).toBe(
    true,
  );
  expect(isSameConnection(office, profileOf({ Address: 'wss://pbx.example.com/sip' }))).toBe(false);
  expect(isSameConnection(office, profileOf({ Domain: 'example.com' }))).toBe(false);
});

it('a connection can stay unless another gateway is to be gone to', () => {
  const SecondaryAddress = 'backup.example.com';
  const withBackup = profileOf({ SecondaryAddress, AutoFailover: true });
  expect(isSameConnection(office, withBackup)).toBe(false);
  expect(isSameConnection(withBackup, office)).toBe(false);
  expect(isSameConnection(withBackup, profileOf({ SecondaryAddress, AutoFailover: false }))).toBe(false);
  const elsewhere = profileOf({ SecondaryAddress: 'spare.example.com', AutoFailover: true });
  expect(isSameConnection(withBackup, elsewhere)).toBe(false);
  const written = profileOf({ SecondaryAddress: 'wss://BACKUP.example.com:9443/', AutoFailover: true });
  expect(isSameConnection(withBackup, written)).toBe(true);
  const nowhere = profileOf({ SecondaryAddress: office.address, AutoFailover: true });
  expect(isSameConnection(office, nowhere)).toBe(true);
});
