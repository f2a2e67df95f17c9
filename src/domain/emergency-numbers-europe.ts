/**
 * Emergency numbers by country code, zones 3 and 4: police, fire brigade, ambulance and whatever else the country
 * lists as an emergency number. From the short numbers of the public libphonenumber metadata, completed from
 * the regulators' lists where they say more (Arcep, RTR, Ofcom, Agcom).
 */
export const emergencyNumbersOfEurope: Record<string, string> = {
  30: '100 108 112 166 199', // Greece
  31: '112', // Netherlands
  32: '100 101 112', // Belgium
  33: '15 17 18 112 114 115 119 191 196 197 116000 116117', // France
  34: '112 061 062 080 085 088 091 092', // Spain
  36: '104 105 107 112', // Hungary
  39: '112 113 114 115 118', // Italy, Vatican
  40: '112', // Romania
  41: '112 117 118 144 1414', // Switzerland
  43: '112 122 128 133 140 141 142 144 147', // Austria
  44: '999 112 18000', // United Kingdom
  45: '112 114', // Denmark
  46: '112', // Sweden
  47: '110 112 113', // Norway
  48: '112 997 998 999', // Poland
  49: '110 112', // Germany
  350: '112 190 199', // Gibraltar
  351: '112 115 117', // Portugal
  352: '112 113', // Luxembourg
  353: '112 999', // Ireland
  354: '112', // Iceland
  355: '112 127 128 129', // Albania
  356: '112', // Malta
  357: '112 199', // Cyprus
  358: '112', // Finland
  359: '112 150 160 166', // Bulgaria
  370: '01 02 03 011 022 033 101 102 103 112', // Lithuania
  371: '01 02 03 110 112 113', // Latvia
  372: '110 112', // Estonia
  373: '112 901 902 903', // Moldova
  374: '101 102 103 112', // Armenia
  375: '101 102 103 112', // Belarus
  376: '110 112 116 118', // Andorra
  377: '15 17 18 112', // Monaco
  378: '112 113 115 118', // San Marino
  380: '101 102 103 112', // Ukraine
  381: '92 93 94 112', // Serbia
  382: '112 122 123 124', // Montenegro
  383: '112 192 193 194', // Kosovo
  385: '112 192 193 194 195', // Croatia
  386: '112 113', // Slovenia
  387: '122 123 124', // Bosnia & Herzegovina
  389: '112 192 193 194', // North Macedonia
  420: '112 150 155 156 158', // Czechia
  421: '112 150 155 158', // Slovakia
  423: '112 117 118 144', // Liechtenstein
};
