/** The countries that the page offers. Tax is known of a few; the others are free of it. */
const countries = 'AT BE CH CZ DE DK ES FI FR GB GR HU IE IT LI LU NL NO PL PT SE US'.split(' ')

const names = new Intl.DisplayNames('en', { type: 'region' })

const options = countries
  .map((code) => ({ code, name: names.of(code) ?? code }))
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map(({ code, name }) => `<option value="${code}">${name}</option>`)
  .join('')

/** Where the payer is, and the number of their company: shown where the session asks for it. */
export const placeFields = `
        <div class="field" id="country-field" hidden>
          <label for="country">Country</label>
          <select id="country" name="country" autocomplete="off" aria-describedby="country-error"><option value="">Choose…</option>${options}</select>
          <p class="error" id="country-error" hidden></p>
        </div>
        <div class="field" id="tax_id-field" hidden>
          <label for="tax_id">VAT number (optional)</label>
          <input id="tax_id" name="tax_id" type="text" autocomplete="off" spellcheck="false" maxlength="30" aria-describedby="tax_id-error">
          <p class="error" id="tax_id-error" hidden></p>
        </div>`
