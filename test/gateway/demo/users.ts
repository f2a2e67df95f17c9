export interface DemoUser {
  user: string;
  password: string;
  name: string;
}

const names = [
  'Amélie Martin',
  'Ben Okafor',
  'Chloé Dubois',
  'David Larsen',
  'Elena Petrova',
  'Farid Haddad',
  'Grace Kim',
  'Hugo Sánchez',
  'Ines Weber',
];

/** The extensions 201 to 209. */
export const demoUsers: readonly DemoUser[] = names.map((name, index) => ({
  user: String(201 + index),
  password: `demo-${201 + index}`,
  name,
}));
