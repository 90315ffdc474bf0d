import "../shell/announce.js";
