/**
 * What carries a number that nobody calls, as the word right before it: "Inmate 415-267-1094". In small letters and
 * without accents; what ends in "number" is known by that.
 * Departments and lines that are called by such a name ("Parts", "Siège", "Service client") are not among them.
 */
const things = new Set(
  [
    // English
    'inmate prisoner defendant plaintiff offender juror badge warrant citation summons parcel patient specimen donor implant prosthesis batch lot lots drawing blueprint chassis hull locomotive gasket component assembly replaces superseded supersedes model models series edition volume figure folio box boxes locker barcode',
    'order purchase quote quotation estimate invoice statement receipt refund shipment consignment tracking pnr voucher coupon raffle bib account cheque deposit policy claim isin cusip sedol swift routing mandate',
    'member subscriber student pupil candidate applicant username login permit certificate diploma roll matriculation exam sample samples respondent docket file record dossier petition incident contract tender statute ordinance clause article paragraph patent trademark',
    'serial router modem meter sensor channel frequency node socket revision rev commit changeset error exception checksum hash salt nonce seed id ids index offset register pointer isbn issn doi pmid accession catalogue catalog inventory exhibit artifact compound element species',
    'population attendance turnover revenue profit total subtotal sum balance amount quantity qty count mileage odometer score points rank votes',
    // German
    'mitglied patient haftling insasse schuler student teilnehmer bewerber ausweis bescheid vorgang zeichen bezug bezugszeichen mandat mandant akte akten urteil beschluss antrag verfahren flur parzelle stromzahler vertrag schein ticket fahrkarte fahrschein rechnung mahnung gutschrift angebot palette charge chargen artikel teil ersatzteil modell typ serie baureihe zeichnung fahrgestell code pin schlussel spind regal signatur inventar katalog blatt heft seite zeile spalte',
    'konto beleg buchungssatz uberweisung lastschrift verwendungszweck mandatsreferenz wertpapier ersetzt entspricht baugruppe dichtung zahlerstand summe menge anzahl auflage bestand guthaben einwohner',
    // French
    'facture devis dossier contrat adherent abonne eleve etudiant candidat patient detenu matricule permis arrete decret loi jugement affaire pourvoi parcelle lot lots colis envoi expedition suivi recu modele serie chassis piece reference references article articles schema planche feuille tome cote inventaire casier compte cheque virement prelevement rum ics creancier titre echantillon ordonnance allocataire remplace remplacent total somme montant solde effectif',
    // Spanish, Portuguese, Italian
    'pedido factura presupuesto expediente contrato poliza siniestro socio alumno paciente preso recluso permiso decreto sentencia asunto finca parcela lote lotes envio paquete seguimiento recibo billete asiento modelo bastidor chasis pieza referencia referencias articulo plano lamina hoja pagina tomo signatura cuenta mandato muestra receta afiliado sustituye reemplaza suma importe saldo poblacion',
    'encomenda fatura orcamento processo apolice sinistro aluno inscricao matricula acordao sentenca remessa rastreio rastreamento conta amostra peca artigo desenho folha boleto substitui protocolo soma',
    'ordine preventivo pratica fascicolo polizza abbonato alunno paziente detenuto patente sentenza particella mappale foglio lotto lotti pacco spedizione ricevuta biglietto modello telaio ricambio pezzo articoli disegno segnatura conto assegno bonifico campione ricetta assistito tessera sostituisce somma importo',
    // Dutch and the North
    'bestelling factuur offerte lid abonnee leerling gevangene rijbewijs vonnis perceel kavel zending tekening onderdeel artikelen rekening monster vervangt totaal bedrag',
    'ordre faktura tilbud sak sag arende kontrakt avtale aftale medlem elev pasient fange førerkort vedtak matrikkel forsendelse kvittering billett modell reservdel artikkel tegning ritning konto prøve resept kid ocr giro bankgiro plusgiro postgiro erstatter ersatter totalt beløp belopp',
    // Poland, Czechia, Hungary, Turkey, Russia
    'zamowienie faktura oferta umowa polisa członek uczen pacjent wiezien decyzja wyrok działka partia paczka przesyłka paragon czesc artykuł rysunek probka suma kwota saldo objednavka nabidka smlouva pojistka clen rozhodnuti zasilka balik vykres ucet vzorek',
    'szamla ajanlat szerzodes kotveny ugyfel paciens csomag alkatresz rajz szamlaszam minta siparis fatura teklif dosya sozlesme uye hasta parca hesap',
    'счет счета договор договора полис дело дела пациент посылка отправление модель деталь артикул партия лот чертеж счетчик итого сумма',
  ]
    .join(' ')
    .split(' '),
);

/**
 * Whether the word right before a number names such a thing.
 * @param words what stands before the number
 */
export function isOfNumberedThing(words: string): boolean {
  const [, word = ''] = /([^\s\d.,;:!?()[\]|·•/"'’]+) ?:? ?$/u.exec(words) ?? [];
  return things.has(plainWord(word));
}

/** In small letters and without the accents of Latin letters; those of other scripts make other letters. */
export function plainWord(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
