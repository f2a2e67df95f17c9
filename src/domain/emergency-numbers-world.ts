/**
 * Emergency numbers by country code, all zones but 3 and 4; sources as for Europe. Country code 1 says nothing
 * about the country, and what some islands use beside 911 is an extension number elsewhere: the administrator
 * names it.
 */
export const emergencyNumbersOfTheWorld: Record<string, string> = {
  1: '911', // North America (NANP)
  7: '01 02 03 04 101 102 103 104 112', // Russia, Kazakhstan
  20: '122 123 180', // Egypt
  27: '112 10111 10177', // South Africa
  51: '105 116 117', // Peru
  52: '060 065 066 068 080 911', // Mexico
  53: '104 105 106', // Cuba
  54: '100 101 107 911', // Argentina
  55: '190 191 192 193 197 199 112 128 911', // Brazil
  56: '131 132 133 911', // Chile
  57: '112 119 123 132 156', // Colombia
  58: '112 171 911', // Venezuela
  60: '112 999', // Malaysia
  61: '000 106 112', // Australia
  62: '110 112 113 118 119', // Indonesia
  63: '911 112 117', // Philippines
  64: '111', // New Zealand
  65: '993 995 999', // Singapore
  66: '191 199 1669', // Thailand
  81: '110 118 119', // Japan
  82: '112 119', // South Korea
  84: '113 114 115', // Vietnam
  86: '110 119 120 122', // China
  90: '112 110 155 156', // Turkey
  91: '112 100 101 102 108', // India
  92: '15 16 112 115 1122', // Pakistan
  93: '100 102 119', // Afghanistan
  94: '110 112 116 118 119', // Sri Lanka
  95: '199', // Myanmar (Burma)
  98: '110 112 115 125', // Iran
  211: '999', // South Sudan
  212: '15 19 177', // Morocco
  213: '14 17 112', // Algeria
  216: '190 197 198', // Tunisia
  218: '190 191 193', // Libya
  220: '16 17 18 116 117 118', // Gambia
  221: '17 18', // Senegal
  222: '17 18', // Mauritania
  223: '15 17 18', // Mali
  225: '110 111 170 180', // Côte d'Ivoire
  226: '17 18', // Burkina Faso
  227: '15 17 18 118', // Niger
  228: '117 118 171 172 177', // Togo
  229: '112 114 116 117 118', // Benin
  230: '114 115 995 999', // Mauritius
  231: '355 911', // Liberia
  232: '019 999', // Sierra Leone
  233: '191 192 193 999', // Ghana
  234: '112 199', // Nigeria
  235: '17 18', // Chad
  236: '117 118 1220', // Central African Republic
  237: '13 17 113 117', // Cameroon
  238: '130 131 132', // Cape Verde
  239: '112', // São Tomé & Príncipe
  241: '1300 1730 18', // Gabon
  242: '117 118', // Congo - Brazzaville
  243: '113 114 118 177 188', // Congo - Kinshasa
  244: '112 113 115', // Angola
  245: '113 117 118', // Guinea-Bissau
  247: '911 999', // Ascension Island
  248: '999', // Seychelles
  249: '999', // Sudan
  250: '111 112', // Rwanda
  251: '91 92 93 911 939 991 997', // Ethiopia
  252: '555 888 999', // Somalia
  253: '17 18', // Djibouti
  254: '112 114 999', // Kenya
  255: '110 111 112 114 115 999', // Tanzania
  256: '999', // Uganda
  257: '112 113 117', // Burundi
  258: '117 119 197 198', // Mozambique
  260: '112 991 993 999', // Zambia
  261: '17 18 117 118', // Madagascar
  262: '15 17 18 112', // Réunion, Mayotte
  263: '112 993 994 995 999', // Zimbabwe
  264: '10111', // Namibia
  265: '199 997 998 999', // Malawi
  266: '112 115 117', // Lesotho
  267: '911 997 998 999', // Botswana
  268: '999', // Eswatini
  269: '17 18', // Comoros
  290: '911 999', // St. Helena, Tristan da Cunha
  291: '112 113 114 116', // Eritrea
  297: '100 911', // Aruba
  298: '112 114', // Faroe Islands
  299: '112', // Greenland
  500: '999', // Falkland Islands
  501: '90 911 990', // Belize
  502: '110 120 123', // Guatemala
  503: '911 913', // El Salvador
  504: '199', // Honduras
  505: '115 118 120 128', // Nicaragua
  506: '112 911', // Costa Rica
  507: '911', // Panama
  508: '15 17 18', // St. Pierre & Miquelon
  509: '114 118', // Haiti
  590: '15 17 18', // Guadeloupe
  591: '110 118 119', // Bolivia
  592: '911 912 913', // Guyana
  593: '101 102 112 911', // Ecuador
  594: '15 17 18', // French Guiana
  595: '128 911', // Paraguay
  596: '15 17 18 112', // Martinique
  597: '115', // Suriname
  598: '128 911', // Uruguay
  599: '112 911', // Curaçao, Caribbean Netherlands
  670: '112 115', // Timor-Leste
  672: '911 955 977', // Norfolk Island
  673: '991 993 995', // Brunei
  674: '110 111 112', // Nauru
  675: '000 110 111', // Papua New Guinea
  676: '911 922 933 999', // Tonga
  677: '999', // Solomon Islands
  678: '112', // Vanuatu
  679: '911 917', // Fiji
  680: '911', // Palau
  681: '15 17 18', // Wallis & Futuna
  682: '996 998 999', // Cook Islands
  683: '999', // Niue
  685: '911 994 995 996 999', // Samoa
  686: '192 193 194 195 992 993 994', // Kiribati
  687: '15 16 17 18', // New Caledonia
  688: '911', // Tuvalu
  689: '15 17 18', // French Polynesia
  691: '911', // Micronesia
  692: '911', // Marshall Islands
  850: '112 119 819', // North Korea
  852: '112 992 999', // Hong Kong
  853: '999', // Macao
  855: '117 118 119 666', // Cambodia
  856: '190 191 195', // Laos
  880: '100 101 102 199 999', // Bangladesh
  886: '110 112 119', // Taiwan
  960: '102 118 119', // Maldives
  961: '112 140 175 999', // Lebanon
  962: '112 191 192 197 911', // Jordan
  963: '110 112 113', // Syria
  964: '100 104 115 122', // Iraq
  965: '112', // Kuwait
  966: '112 911 997 999', // Saudi Arabia
  967: '191 194 195 199', // Yemen
  968: '1444 9999', // Oman
  970: '100 101 102', // Palestinian Territories
  971: '112 997 998 999', // United Arab Emirates
  972: '100 101 102 112', // Israel
  973: '199 999', // Bahrain
  974: '999', // Qatar
  975: '110 112 113', // Bhutan
  976: '100 101 102 103 105', // Mongolia
  977: '100 101 102 103 112', // Nepal
  992: '101 102 103 112', // Tajikistan
  993: '01 02 03', // Turkmenistan
  994: '101 102 103 112', // Azerbaijan
  995: '011 022 033 111 112 113 122', // Georgia
  996: '101 102 103 112', // Kyrgyzstan
  998: '01 02 03 101 102 103 112', // Uzbekistan
};
