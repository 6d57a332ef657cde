// Asks an endpoint with Comunica: node ask.mjs ADDRESS QUERY. Prints a line of JSON for each row or quad.
import { QueryEngine } from "@comunica/query-sparql";

const [address, query] = process.argv.slice(2);
const result = await new QueryEngine().query(query, { sources: [{ type: "sparql", value: address }] });
const stream = await result.execute();
if (result.resultType === "boolean") {
  console.log(JSON.stringify(stream));
} else {
  for await (const one of stream) {
    const terms = result.resultType === "bindings" ? [...one].map(([name, term]) => [name.value, term.value]) : [["s", one.subject.value], ["o", one.object.value]];
    console.log(JSON.stringify(Object.fromEntries(terms)));
  }
}
