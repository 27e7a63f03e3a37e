// Coins for whoever tries the page out on a local chain: POST {"address": "wasm1…"}.

/** Smallest units that an account gets, enough for a campaign of some hundred labels. */
const GIFT = 10_000_000n;
/** Most bytes of a request. */
const MOST_BYTES = 1_024;

/** A function that answers requests for coins, out of a client's account. */
export function faucet(client, denom) {
  // One after the other: each transaction takes the account's next number.
  let last = Promise.resolve();
  return async (request, response) => {
    const answer = (status, body) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    try {
      const address = await addressOf(request);
      const sent = last.then(() => give(client, denom, address));
      last = sent.then(
        () => undefined,
        () => undefined,
      );
      answer(200, await sent);
    } catch (error) {
      answer(error instanceof Refusal ? 400 : 500, { error: error.message });
    }
  };
}

class Refusal extends Error {}

async function addressOf(request) {
  let text = "";
  for await (const part of request) {
    text += part;
    if (text.length > MOST_BYTES) throw new Refusal(`a request has at most ${MOST_BYTES} bytes`);
  }
  try {
    const { address } = JSON.parse(text);
    if (/^[a-z]+1[0-9a-z]{38,58}$/.test(address)) return address;
  } catch {
    // Said below.
  }
  throw new Refusal('expected {"address": "wasm1…"}');
}

async function give(client, denom, address) {
  const has = BigInt((await client.chain.getBalance(address, denom)).amount);
  if (has >= GIFT / 2n) throw new Refusal(`the account has ${has} ${denom}, which is enough`);
  const coins = { denom, amount: String(GIFT) };
  const value = { fromAddress: client.address, toAddress: address, amount: [coins] };
  const { height } = await client.send([{ typeUrl: "/cosmos.bank.v1beta1.MsgSend", value }]);
  return { ...coins, height };
}
