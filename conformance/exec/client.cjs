// A session through `ssm-session`, a client by other hands: client.cjs URL TOKEN LINE…
// Prints what is shown; types the lines one by one, each after something new was shown.
const { ssm } = require("ssm-session");
const WebSocket = require("ws");

const [url, token, ...lines] = process.argv.slice(2);
const socket = new WebSocket(url);
socket.binaryType = "arraybuffer";
socket.on("open", () => ssm.init(socket, { token, termOptions: { rows: 34, cols: 97 } }));
socket.on("message", (data) => {
  const message = ssm.decode(data);
  const type = message.messageType.replace(/\0/g, "").trim();
  if (type === "channel_closed") {
    socket.close();
    return;
  }
  if (type !== "output_stream_data") return;
  ssm.sendACK(socket, message);
  if (message.payloadType === 1) {
    process.stdout.write(Buffer.from(message.payload));
    if (lines.length) ssm.sendText(socket, new TextEncoder().encode(lines.shift() + "\r"));
  }
});
socket.on("close", () => process.exit(0));
socket.on("error", (e) => {
  console.error(e.message);
  process.exit(1);
});
