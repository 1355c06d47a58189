import type { Language } from '@/lib/core/invoices/snapshot'

type Unit = { readonly one: string; readonly other: string }

const unit = (en: [string, string], de: [string, string], fr: [string, string], it: [string, string]) => {
  const of = ([one, other]: [string, string]): Unit => ({ one, other })
  return { en: of(en), de: of(de), fr: of(fr), it: of(it) }
}

/** Words for units that price books usually name, by their English name: for meters that nobody declared. */
export const commonUnits: Readonly<Record<string, Readonly<Record<Language, Unit>>>> = {
  second: unit(['second', 'seconds'], ['Sekunde', 'Sekunden'], ['seconde', 'secondes'], ['secondo', 'secondi']),
  minute: unit(['minute', 'minutes'], ['Minute', 'Minuten'], ['minute', 'minutes'], ['minuto', 'minuti']),
  hour: unit(['hour', 'hours'], ['Stunde', 'Stunden'], ['heure', 'heures'], ['ora', 'ore']),
  day: unit(['day', 'days'], ['Tag', 'Tage'], ['jour', 'jours'], ['giorno', 'giorni']),
  page: unit(['page', 'pages'], ['Seite', 'Seiten'], ['page', 'pages'], ['pagina', 'pagine']),
  document: unit(
    ['document', 'documents'],
    ['Dokument', 'Dokumente'],
    ['document', 'documents'],
    ['documento', 'documenti'],
  ),
  image: unit(['image', 'images'], ['Bild', 'Bilder'], ['image', 'images'], ['immagine', 'immagini']),
  file: unit(['file', 'files'], ['Datei', 'Dateien'], ['fichier', 'fichiers'], ['file', 'file']),
  token: unit(['token', 'tokens'], ['Token', 'Tokens'], ['token', 'tokens'], ['token', 'token']),
  character: unit(
    ['character', 'characters'],
    ['Zeichen', 'Zeichen'],
    ['caractère', 'caractères'],
    ['carattere', 'caratteri'],
  ),
  message: unit(
    ['message', 'messages'],
    ['Nachricht', 'Nachrichten'],
    ['message', 'messages'],
    ['messaggio', 'messaggi'],
  ),
  request: unit(['request', 'requests'], ['Anfrage', 'Anfragen'], ['requête', 'requêtes'], ['richiesta', 'richieste']),
  call: unit(['call', 'calls'], ['Aufruf', 'Aufrufe'], ['appel', 'appels'], ['chiamata', 'chiamate']),
  event: unit(['event', 'events'], ['Ereignis', 'Ereignisse'], ['événement', 'événements'], ['evento', 'eventi']),
  job: unit(['job', 'jobs'], ['Auftrag', 'Aufträge'], ['tâche', 'tâches'], ['lavoro', 'lavori']),
  unit: unit(['unit', 'units'], ['Einheit', 'Einheiten'], ['unité', 'unités'], ['unità', 'unità']),
  user: unit(['user', 'users'], ['Benutzer', 'Benutzer'], ['utilisateur', 'utilisateurs'], ['utente', 'utenti']),
}
