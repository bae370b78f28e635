/** Goes into a constructable style sheet: pages that forbid inline styles allow those. */
export const styles = `
:host{all:initial;position:fixed;z-index:2147483000;bottom:20px}
:host([hidden]),[hidden]{display:none!important}
button{all:unset;box-sizing:border-box;position:relative;display:grid;place-items:center;width:56px;height:56px;border-radius:50%;cursor:pointer;box-shadow:0 6px 20px #0004,0 0 0 1px #fff4}
button:hover{filter:brightness(1.08)}
button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #1b4fd8}
svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
i,b{position:absolute;top:0;right:0;box-sizing:border-box;border:2px solid #fff}
i{width:16px;height:16px;border-radius:50%;background:#6b7280}
[data-state=AVAILABLE]{background:#16a34a}
[data-state=BUSY]{background:#ea8a0b}
b{top:-4px;right:-4px;min-width:24px;padding:0 5px;border-radius:12px;background:#c5221f;color:#fff;font:700 12px/20px system-ui;text-align:center}
iframe{position:fixed;bottom:88px;left:inherit;right:inherit;width:min(380px,100vw - 40px);height:min(640px,100vh - 108px);border:0;border-radius:16px;background:#fff;animation:show .16s;box-shadow:0 12px 40px #0005,0 0 0 1px #8884}
@media (prefers-color-scheme:dark){iframe{background:#191c23}}
@keyframes show{0%{opacity:0}}
@media (max-width:480px){iframe{inset:0 auto auto 0;width:100%;height:100dvh;border-radius:0}}
`;
