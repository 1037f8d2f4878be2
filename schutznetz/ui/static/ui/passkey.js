// Passkeys: the browser asks for finger, face or PIN, and the form takes its answer along. Everything else is a form.

const forms = document.querySelectorAll("[data-passkey]");
const able = window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.isSecureContext;

// What the server asks for: on the page, or fetched at the moment of logging in, so that it is fresh.
const options = async (form) => {
  if (form.dataset.passkey !== "login") return JSON.parse(document.getElementById("passkey-daten").textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
};

const make = (asked) => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked.creation_options.publicKey);
  // It must know its person, so that nobody has to type an address, and ask for finger, face or PIN.
  Object.assign(publicKey.authenticatorSelection, {
    residentKey: "required", requireResidentKey: true, userVerification: "required",
  });
  return navigator.credentials.create({ publicKey });
};

const use = (asked) =>
  navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.request_options.publicKey),
  });

const send = async (form) => {
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    const asked = await options(form);
    const found = await (form.dataset.passkey === "add" ? make(asked) : use(asked));
    form.elements.credential.value = JSON.stringify(found.toJSON());
    form.submit();
  } catch {
    // The person has cancelled, or the device knows no passkey for this page: the browser does not say which.
    problem.hidden = false;
  }
};

for (const form of able ? forms : []) {
  form.querySelector("button").hidden = false;
  form.querySelector("[data-passkey-missing]").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
