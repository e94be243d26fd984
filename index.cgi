#!/usr/bin/perl
# Show the map inside Webmin's own page, or say why there is none yet

use strict;
use warnings;
no warnings 'uninitialized';
require './unlimited-cluster-lib.pl';	## no critic
require './service-lib.pl';	## no critic
our (%text, %in, $remote_user);

ReadParse();
user_can('view') || error(text('api_eview', html_escape($remote_user)));

# A view that the address names is opened by the page in the frame
my $view = $in{'view'} =~ /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/ ? "?view=$in{'view'}"
							    : '';
my $app = html_escape(module_url().'app.cgi'.$view);
my $tab = ui_link($app, $text{'index_newtab'}, undef, "target='_blank'");
ui_print_header(undef, $text{'index_title'}, "", "intro", 1, 1, 0, $tab);
if (is_daemon_alive()) {
	print_frame($app);
	}
else {
	print_reason();
	}
ui_print_footer("/", $text{'index'});

# print_frame(url)
# Prints the frame and the script that lets it fill the rest of the window.
# Themes that load pages into their own document run the script again at each
# visit, so it ends by itself once its frame is gone.
sub print_frame
{
my ($url) = @_;
print "<div id='unlimited-cluster-box' style='position:relative;",
      "overflow:hidden;height:70vh;min-height:320px'>",
      "<iframe src='$url' title='".html_escape($text{'index_title'})."' ",
      "allow='fullscreen; clipboard-write' ",
      "style='display:block;border:0;width:100%;height:100%'></iframe>",
      "</div>\n";
print <<'EOF';
<script>
(function () {
  var box = document.getElementById('unlimited-cluster-box');
  var asked = 0, seen = '', timer;

  // Authentic scrolls a part of its document, other themes the document
  function scroller() {
    for (var e = box.parentElement; e && e !== document.body; e = e.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
    }
    return null;
  }

  function fit() {
    asked = 0;
    if (!box.isConnected) {
      removeEventListener('resize', ask);
      clearInterval(timer);
      return;
    }
    var part = scroller();
    var top = box.getBoundingClientRect().top;
    top += part ? part.scrollTop - part.getBoundingClientRect().top : window.pageYOffset;
    var height = part ? part.clientHeight : window.innerHeight;
    var key = height + '|' + Math.round(top);
    if (key === seen) return;
    seen = key;

    // A theme may overflow by itself: only what the frame adds is taken back
    var outer = part || document.scrollingElement;
    function overflow() { return outer.scrollHeight - outer.clientHeight; }
    box.style.minHeight = '0';
    box.style.height = '0px';
    var without = overflow();
    var wanted = Math.max(320, Math.floor(height - top));
    box.style.height = wanted + 'px';
    var added = overflow() - without;
    if (added > 0) box.style.height = Math.max(320, wanted - added) + 'px';
  }

  function ask() { if (!asked) asked = requestAnimationFrame(fit); }

  addEventListener('resize', ask);
  timer = setInterval(ask, 1000);
  fit();
  setTimeout(function () { seen = ''; ask(); }, 400);
})();
</script>
EOF
}

# print_reason()
# Prints why the daemon does not answer, what to do about it, and a button
# that does
sub print_reason
{
my @why = not_ready_reasons();
print ui_alert_box(join("<br>", map { html_escape($_) } @why), 'warn');
if (user_can('act')) {
	print ui_form_start("service.cgi", "post");
	print ui_hidden("token", csrf_token());
	print ui_form_end([ [ "start", $text{'index_start'} ] ]);
	}
}
