# Functions of app.cgi: what the page is told before its first line of script
# runs

use strict;
use warnings;
no warnings 'redefine';
no warnings 'uninitialized';

our (%gconfig, $module_root_directory, $config_directory, $remote_user,
     $current_lang);

# page_files()
# Returns the names of the page's files below frontend/dist: script, style, and
# words with one file for each language; or undef if they are not there. All
# carry a hash, as miniserv lets browsers keep a file for a week.
sub page_files
{
my $json = read_file_contents(
	"$module_root_directory/frontend/dist/manifest.json");
my $pair = qr/"([a-z]+)"\s*:\s*"([A-Za-z0-9._-]+)"/;
my $words = $json =~ s/"words"\s*:\s*\{([^}]*)\}// ? $1 : '';
$json =~ s/"workers"\s*:\s*\{[^}]*\}//;
my %files = $json =~ /$pair/g;
$files{'words'} = { $words =~ /$pair/g };
return $files{'script'} ? \%files : undef;
}

# page_language()
# Returns the language of the page's words, en if there are none in the user's
sub page_language
{
return $current_lang =~ /^es\b/ ? 'es' : 'en';
}

# page_night()
# Returns 1 if the user's theme is in its night mode, 0 if not, and an empty
# string if the theme has none. Asking the theme itself takes far longer.
sub page_night
{
return '' if ($remote_user =~ /[\/\0]/);
my $dir = "$config_directory/authentic-theme";
foreach my $file ("$dir/settings-$remote_user.js", "$dir/settings.js") {
	my $settings = read_file_contents($file);
	return $1 if ($settings =~ /^\s*settings_force_night_mode\s*=\s*['"]?([01])/m);
	}
return '';
}

# first_look()
# Returns the attributes that tell the page its theme and its layout at first,
# as far as the configuration file of the daemon names them
sub first_look
{
my $config = eval {
	require JSON::PP;
	JSON::PP::decode_json(read_file_contents(daemon_config_file()));
	};
my $look = ref($config) eq 'HASH' ? $config->{'visualization'} : undef;
return () if (ref($look) ne 'HASH');
return map { ("data-first-$_" => $look->{$_}) }
	   grep { defined($look->{$_}) && !ref($look->{$_}) &&
		  $look->{$_} ne '' } ('theme', 'layout');
}

# html_attributes(name, value, ...)
# Returns the attributes of an HTML tag, sorted by name, each after a space
sub html_attributes
{
my (%attributes) = @_;
return join('', map { " $_=\"".html_escape($attributes{$_})."\"" }
		    sort(keys %attributes));
}

# print_page_headers()
# Prints the headers of the page. It may be framed by Webmin's own pages, loads
# nothing from another origin and sends its own address only to this one.
sub print_page_headers
{
my $host = $ENV{'HTTP_HOST'} =~ /^[A-Za-z0-9.:_\[\]-]+$/ ? $ENV{'HTTP_HOST'}
							   : '';
my $live = $host ? " ws://$host wss://$host" : "";
print "Content-Type: text/html; charset=utf-8\n",
      "Cache-Control: no-store\n",
      "X-Content-Type-Options: nosniff\n",
      "X-Frame-Options: SAMEORIGIN\n",
      "Referrer-Policy: same-origin\n",
      "Content-Security-Policy: default-src 'self'; ",
      "connect-src 'self'$live; img-src 'self' data: blob:; ",
      "style-src 'self' 'unsafe-inline'; object-src 'none'; ",
      "base-uri 'none'; form-action 'self'; frame-ancestors 'self'\n\n";
}

1;
