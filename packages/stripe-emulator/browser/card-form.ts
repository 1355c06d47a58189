const field = (id: string, label: string, attributes: string, hint = ''): string => `
        <div class="field">
          <label for="${id}">${label}</label>
          <div class="control"><input id="${id}" name="${id}" ${attributes} aria-describedby="${id}-error" required>${hint}</div>
          <p class="error" id="${id}-error" hidden></p>
        </div>`

const hint = (number: string, label: string): string =>
  `<li><button type="button" class="hint" data-card="${number.replaceAll(' ', '')}"><span>${label}</span><code>${number}</code></button></li>`

const accountHint = (account: string, label: string): string =>
  `<li><button type="button" class="hint" data-account="${account.replaceAll(' ', '')}"><span>${label}</span><code>${account}</code></button></li>`

export const emailField = field(
  'email',
  'Email',
  'type="email" autocomplete="email" spellcheck="false" maxlength="320"',
)

export const nameField = field('name', 'Name', 'type="text" autocomplete="off" spellcheck="false" maxlength="200"')

/** Number, expiry and security code, with the cards that may be typed. */
export const cardFields = `
      <div class="means" data-means="card">
${field('number', 'Card number', 'type="text" inputmode="numeric" autocomplete="off" placeholder="1234 1234 1234 1234" maxlength="23"', '<span class="brand" id="brand" aria-live="polite"></span>')}
        <div class="pair">
${field('expiry', 'Expiry date', 'type="text" inputmode="numeric" autocomplete="off" placeholder="MM / YY" maxlength="9"')}
${field('cvc', 'Security code', 'type="text" inputmode="numeric" autocomplete="off" placeholder="CVC" maxlength="4"')}
        </div>
      </div>`

/** The account that is debited. */
export const accountField = `
      <div class="means" data-means="sepa_debit" hidden>
${field('iban', 'IBAN', 'type="text" autocomplete="off" spellcheck="false" autocapitalize="characters" placeholder="DE00 0000 0000 0000 0000 00" maxlength="42"')}
      </div>`

/** Card or debit, where a checkout offers both. */
export const meansChoice = `
        <fieldset class="choice" id="choice" hidden>
          <legend>Payment method</legend>
          <label><input type="radio" name="means" value="card" checked> Card</label>
          <label><input type="radio" name="means" value="sepa_debit"> SEPA Direct Debit</label>
        </fieldset>`

export const cardHints = `
        <details class="hints" data-means="card">
          <summary>Test cards</summary>
          <ul>
            ${hint('4242 4242 4242 4242', 'Succeeds')}
            ${hint('4000 0025 0000 3155', 'Asks for authentication')}
            ${hint('4000 0027 6000 3184', 'Asks every time')}
            ${hint('4000 0000 0000 0002', 'Is declined')}
            ${hint('4000 0000 0000 9995', 'Has insufficient funds')}
            ${hint('4000 0000 0000 0341', 'Is saved, then declined')}
            ${hint('4000 0000 0000 0259', 'Disputes what it paid')}
          </ul>
        </details>`

export const accountHints = `
        <details class="hints" data-means="sepa_debit" hidden>
          <summary>Test accounts</summary>
          <ul>
            ${accountHint('DE89 3704 0044 0532 0130 00', 'Is debited at once')}
            ${accountHint('DE08 3704 0044 0532 0130 03', 'Is debited after three minutes')}
            ${accountHint('DE62 3704 0044 0532 0130 01', 'Is not debited')}
          </ul>
        </details>`
